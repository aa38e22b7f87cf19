package io.sluice.it;

import java.io.FilterOutputStream;
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
  private final AtomicInteger framesKeptBack = new AtomicInteger();
  private volatile boolean cut;

  Link(URI server) throws IOException {
    this.server = server;
    this.entrance = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    start("link-entrance", this::accept);
  }

  URI endpoint() {
    return URI.create(server.getScheme() + "://127.0.0.1:" + entrance.getLocalPort());
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

  /**
   * Lets through no more of what the server tells of by itself, on the streams that there are: the
   * connections go on, and new streams on them. Not through TLS.
   *
   * @return how many streams are silent
   */
  int silenceWatches() {
    return connections.stream().mapToInt(connection -> connection.frames.silenceWatches()).sum();
  }

  /** How many frames were kept back, on connections that are closed by now, too. */
  int framesKeptBack() {
    return framesKeptBack.get();
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
    private final Http2Frames frames = new Http2Frames(framesKeptBack);
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
      try (InputStream in = from.getInputStream();
          OutputStream out = new Forgetful(to.getOutputStream())) {
        if (from == upstream && server.getScheme().equals("http")) {
          frames.copy(in, out);
        } else {
          in.transferTo(out);
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

    /** Lets nothing through once the connection is forgotten. */
    private final class Forgetful extends FilterOutputStream {

      Forgetful(OutputStream out) {
        super(out);
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        if (!forgotten) {
          out.write(bytes, from, length);
        }
      }
    }
  }
}
