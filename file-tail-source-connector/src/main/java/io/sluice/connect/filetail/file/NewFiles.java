package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.metrics.FileCounts;
import io.sluice.connect.filetail.metrics.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Queues the files that have come of a path, and the one that has it: all of them or none. */
final class NewFiles {

  /** Whether what was found is still there. */
  interface Certainty {
    /**
     * @throws NotReadyException where it is not
     */
    void require() throws IOException;
  }

  private final Path path;
  private final RotatedFiles rotated;
  private final GenerationQueue generations;
  private final Unopened unopened;
  private final AwaitedFiles awaited;
  private final FileCounts fileCounts;

  NewFiles(
      Path path,
      RotatedFiles rotated,
      GenerationQueue generations,
      Unopened unopened,
      AwaitedFiles awaited,
      FileCounts fileCounts) {
    this.path = path;
    this.rotated = rotated;
    this.generations = generations;
    this.unopened = unopened;
    this.awaited = awaited;
    this.fileCounts = fileCounts;
  }

  /**
   * @param before had the path before; they are taken over, and closed also where this fails
   * @param named has the path; nothing where no file does
   * @param own the same, open, or nothing; it is likewise taken over
   * @param position from which that is read
   * @param bystanders of the file after which the others are opened, where there are too many
   */
  void queue(
      RotatedFiles.Newer before,
      Optional<FileStat> named,
      Optional<OpenFile> own,
      long position,
      KnownFiles bystanders,
      Certainty certainty)
      throws IOException {
    List<OpenFile> files = new ArrayList<>(before.opened());
    own.ifPresent(files::add);
    try {
      boolean tooMany = !before.unopened().isEmpty();
      if (tooMany && own.isPresent()) {
        files.remove(own.get());
        own.get().close();
      }
      // What is opened later came of the path as well.
      boolean goneOnFrom = tooMany && !files.isEmpty();
      List<OpenFile> others = goneOnFrom ? files.subList(0, files.size() - 1) : files;
      List<KnownFiles> present = new ArrayList<>(rotated.presentBeside(others));
      if (goneOnFrom) {
        present.add(bystanders);
      }
      certainty.require();
      awaited.decided(files, before.unopened());
      if (tooMany) {
        unopened.found(files, before.unopened());
        named.ifPresent(stat -> unopened.add(new RotatedFile(path, stat)));
      }
      while (!files.isEmpty()) {
        OpenFile file = files.remove(0);
        if (!generations.isEmpty()) {
          fileCounts.rotated(file.content().isFinal(), Metric.RENAMED);
        }
        long from = own.filter(one -> one == file).isPresent() ? position : 0;
        generations.add(file, from, present.remove(0));
      }
      if (tooMany) {
        generations.newest().ifPresent(Generation::isReplaced);
      }
    } catch (IOException | RuntimeException failed) {
      Closing.after(failed, files);
      throw failed;
    }
  }
}
