package io.sluice.connect.filetail.file;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Keeps what is logged, so that it is shown of failed scenarios only, and can be asserted. */
public final class TailLog implements AutoCloseable {

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

  public TailLog() {
    System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
  }

  public long count(String text) {
    return logged.toString(StandardCharsets.UTF_8).lines().filter(l -> l.contains(text)).count();
  }

  @Override
  public String toString() {
    return logged.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    System.setErr(before);
  }
}
