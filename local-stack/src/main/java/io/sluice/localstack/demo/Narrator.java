package io.sluice.localstack.demo;

/** Where the demo tells what it does. */
public interface Narrator {

  /** A line that stays. */
  void line(String text);

  /** What is going on at the moment, until the next call. */
  void passing(String text);
}
