package io.sluice.connect.filetail.file;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells, and counts, which compressed files are broken, and what is lost of them. */
final class BrokenFiles {

  private static final Logger LOG = LoggerFactory.getLogger(BrokenFiles.class);

  private final Path path;
  private int count;

  /**
   * @param path beside which the files are
   */
  BrokenFiles(Path path) {
    this.path = path;
  }

  int count() {
    return count;
  }

  /**
   * @param facts of which there is damage
   */
  void report(Path file, FileStat stat, GzipFacts facts) {
    count++;
    GzipDamage damage = facts.damage();
    switch (damage.kind()) {
      case FOREIGN ->
          LOG.warn("{}: {} is not a gzip file, whatever its name; it is not read", path, file);
      case CHECKSUM ->
          LOG.warn(
              "{}: {} is damaged: its checksum is wrong. Its lines are sent; those from byte {} of"
                  + " its content on may not be what was written",
              path,
              file,
              damage.from());
      default ->
          LOG.warn(
              "{}: {} is broken at byte {} of {} ({}). Its lines before byte {} of its content are"
                  + " sent, what was behind is lost",
              path,
              file,
              damage.compressed(),
              stat.size(),
              damage.reason(),
              facts.size());
    }
  }
}
