package io.sluice.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network link to a server that goes on running: what passes through here can be cut off, while
 * the test itself still reaches the server.
 */
final class Link implements AutoCloseable {

  private final URI server;
  private final ServerSocket entrance;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger refusals = new AtomicInteger();
  private volatile boolean cut;

  Link(URI server) throws IOException {
    this.server = server;
    this.entrance = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    start("link-entrance", this::accept);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + entrance.getLocalPort());
  }

  /** Closes all connections, and every new one at once. */
  void cut() {
    cut = true;
    connections.forEach(Connection::close);
  }

  /** Whether there is a connection through here. */
  boolean isUsed() {
    return !connections.isEmpty();
  }

  /** How many connections were closed at once. */
  int refusals() {
    return refusals.get();
  }

  void mend() {
    cut = false;
  }

  /**
   * Lets nothing more through on the connections that there are, and does not tell either end, as a
   * firewall that has forgotten them; new ones work.
   */
  void forgetConnections() {
    connections.forEach(connection -> connection.forgotten = true);
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Connection connection = new Connection(entrance.accept());
        connections.add(connection);
        if (cut) {
          connection.close();
          refusals.incrementAndGet();
        } else {
          connection.open();
        }
      } catch (IOException e) {
        // The server is away, or this is closed: either end sees its connection close.
        connections.removeIf(Connection::isClosed);
      }
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    cut();
  }

  private static void start(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** A connection of the client, and the one to the server that belongs to it. */
  private final class Connection {

    private final Socket client;
    private final Socket upstream = new Socket();
    private volatile boolean forgotten;

    Connection(Socket client) {
      this.client = client;
    }

    void open() throws IOException {
      try {
        upstream.connect(new InetSocketAddress(server.getHost(), server.getPort()));
      } catch (IOException e) {
        close();
        throw e;
      }
      start("link-to-server", () -> pump(client, upstream));
      start("link-to-client", () -> pump(upstream, client));
    }

    private void pump(Socket from, Socket to) {
      byte[] buffer = new byte[8192];
      try (InputStream in = from.getInputStream();
          OutputStream out = to.getOutputStream()) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          if (!forgotten) {
            out.write(buffer, 0, read);
          }
        }
      } catch (IOException e) {
        // One end has closed; the other is told by close().
      }
      close();
    }

    boolean isClosed() {
      return client.isClosed();
    }

    void close() {
      try (client;
          upstream) {
        connections.remove(this);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
