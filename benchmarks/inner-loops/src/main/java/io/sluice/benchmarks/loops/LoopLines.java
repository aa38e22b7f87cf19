package io.sluice.benchmarks.loops;

import io.sluice.benchmarks.corpus.Corpus;
import io.sluice.benchmarks.corpus.JsonDocuments;
import java.util.List;

/** What the loops go over: lines of the other benchmarks, as many as one poll has. */
public final class LoopLines {

  /** A literal, for annotations. */
  public static final int COUNT = 1000;

  private LoopLines() {}

  /** Lines of an access log. */
  public static List<String> accessLog() {
    return Corpus.ACCESS.first(COUNT);
  }

  /** Lines that are JSON documents. */
  public static List<String> documents() {
    return new JsonDocuments(Corpus.ACCESS).first(COUNT);
  }
}
