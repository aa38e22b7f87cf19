package io.sluice.benchmarks.corpus;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Documents as the source makes them of a log, one a line; of the access log some 320 bytes each.
 * Each has its number, from 0 on, in {@value #NUMBER}: it tells whether all of them have arrived.
 */
public final class JsonDocuments {

  /** The field with the number, as a path in Elasticsearch. */
  public static final String NUMBER = "event.sequence";

  private final Corpus log;

  public JsonDocuments(Corpus log) {
    this.log = log;
  }

  /** Writes so many to a file, if that is not there yet. */
  public Path in(Path folder, long count) {
    Lines documents = new JsonLines(log.lines());
    return CorpusFile.in(
        folder, "documents-" + log.name() + "-" + count + ".ndjson", count, documents::next);
  }

  /** The first of them. */
  public List<String> first(int count) {
    return Stream.generate(new JsonLines(log.lines())::next).limit(count).toList();
  }
}
