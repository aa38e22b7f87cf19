package io.sluice.benchmarks.stack;

/** Something that is measured, at work; closed, it is gone. */
public interface Run extends AutoCloseable {

  /** Of the process that does the work, from the beginning on. */
  Usage usage();

  /** How it stands, for an error message. */
  String state();

  @Override
  void close();
}
