package io.sluice.localstack.server;

import java.nio.file.Path;

/**
 * One real server of the stack, which keeps its data and its port from one start to the next.
 *
 * <p>It may be stopped or killed, and started again, any number of times until it is closed.
 */
public interface Server extends AutoCloseable {

  /** A short name for messages and folders: {@code kafka}, {@code connect-2}. */
  String name();

  /** Where its clients reach it: a host and port, or a URL. */
  String address();

  /**
   * Starts it and returns once it serves requests.
   *
   * @throws ServerStartException if it ends or is not ready in time, with the end of its log
   * @throws IllegalStateException if it runs already or was closed
   */
  void start();

  /** Asks it to end (SIGTERM), and ends it (SIGKILL) if it has not within its time limit. */
  void stop();

  /** Ends it as a crash does: SIGKILL, no goodbye. Its data stays as it is. */
  void kill();

  /** Whether its process exists; says nothing about its health. */
  boolean isRunning();

  /** What it printed, over all its starts. */
  Path logFile();

  /** Stops it for good and releases what it holds; its data stays on disk. */
  @Override
  void close();
}
