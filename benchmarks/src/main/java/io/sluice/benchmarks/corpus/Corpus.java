package io.sluice.benchmarks.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The log that is read: one of those that the benchmarks make, or a file of the user's. */
public final class Corpus {

  /** Of a web server, in the combined format, some 133 bytes a line. */
  public static final Corpus ACCESS = new Corpus("access", AccessLog::new);

  /** Of an application that logs JSON, some 320 bytes a line. */
  private static final Corpus JSON = new Corpus("json", () -> new JsonLines(new AccessLog()));

  /** Of a Java service. */
  private static final Corpus STACK_TRACES = new Corpus("stack-traces", StackTraces::new);

  private static final List<Corpus> MADE = List.of(ACCESS, JSON, STACK_TRACES);

  private final String name;
  private final Supplier<Lines> lines;

  private Corpus(String name, Supplier<Lines> lines) {
    this.name = name;
    this.lines = lines;
  }

  /**
   * The one of a name, or else the file of that name.
   *
   * @param from the folder that a relative path starts at
   * @throws IllegalArgumentException if there is no such file, or nothing in it
   */
  public static Corpus named(String text, Path from) {
    Optional<Corpus> made = MADE.stream().filter(one -> one.name.equals(text)).findFirst();
    return made.orElseGet(() -> ofFile(text, from.resolve(text)));
  }

  private static Corpus ofFile(String text, Path file) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) > 0) {
        // Another file of that name, or another content, is another corpus.
        String known =
            Integer.toHexString(file.toAbsolutePath().hashCode())
                + "-"
                + Files.size(file)
                + "-"
                + Files.getLastModifiedTime(file).toMillis();
        return new Corpus("file-" + file.getFileName() + "-" + known, () -> new RepeatedFile(file));
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("'" + text + "' cannot be read: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is no file with something in it, and none of "
            + MADE.stream().map(Corpus::name).collect(Collectors.joining(", ")));
  }

  /** In the names of files, and in results. */
  public String name() {
    return name;
  }

  /**
   * Writes so many lines to a file, if that is not there yet; where there are fewer, they are
   * repeated.
   */
  public Path in(Path folder, long count) {
    Lines all = lines.get();
    return CorpusFile.in(folder, name + "-" + count + ".log", count, all::next);
  }

  /** So many lines of it. */
  public List<String> first(int count) {
    return Stream.generate(lines.get()::next).limit(count).toList();
  }

  /** Begins at its first line. */
  Lines lines() {
    return lines.get();
  }
}
