package io.sluice.localstack.server;

import java.time.Duration;

/** Hears how the start of a stack goes on; called from several threads at once. */
public interface StartListener {

  /** A listener that does not listen. */
  StartListener NONE = new StartListener() {};

  /** Something that takes a while is about to be done: a download, an archive to unpack. */
  default void preparing(String server, String what) {}

  /** The server is not ready yet; called several times a second. */
  default void waiting(String server, Duration elapsed) {}

  /** The server serves requests. */
  default void ready(Server server, Duration elapsed) {}
}
