package io.sluice.localstack.process;

import io.sluice.localstack.server.Part;
import io.sluice.localstack.server.StackOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free TCP ports on the loopback address.
 *
 * <p>They are taken from below the range that the kernel gives to outgoing connections. From within
 * it, a server that is killed and started again could find its port in use by somebody's client,
 * its own reconnecting one among them. JVMs that run tests side by side have ranges of their own,
 * for a server that was killed must find its port free, too.
 */
public final class Ports {

  private static final int RANGES = 4;
  private static final int RANGE = 3_000;
  private static final String FORK = "sluice.fork";
  private static final int LOWEST = 20_000 + range(System.getProperty(FORK)) * RANGE;
  private static final int HIGHEST = LOWEST + RANGE;
  private static final int ATTEMPTS = 1000;
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  /**
   * The number of the range of a JVM.
   *
   * @param fork the JVM's number among those that run tests side by side, from 1; null if it runs
   *     by itself
   */
  static int range(String fork) {
    if (fork == null) {
      return 0;
    }
    if (!fork.matches("[1-9]") || Integer.parseInt(fork) >= RANGES) {
      throw new IllegalArgumentException(
          "The system property "
              + FORK
              + " is \""
              + fork
              + "\"; it must be the JVM's number among those that run tests side by side, 1 to "
              + (RANGES - 1)
              + ", for there are ports for no more");
    }
    return Integer.parseInt(fork);
  }

  /** The port that the options give the part, or else a free one. */
  public static int of(Part part, StackOptions options) {
    Integer given = options.ports().get(part);
    return given == null ? free() : given;
  }

  /**
   * A port that is free now and that this JVM has not given away before.
   *
   * @throws IllegalStateException if none is found
   */
  public static int free() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (isFree(port) && GIVEN.add(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "No free port found between " + LOWEST + " and " + HIGHEST + " on the loopback address");
  }

  /** Whether a server can listen there now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
