package io.sluice.connect.elasticsearch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP proxy that wants a user, passes on requests and opens tunnels, and keeps the request
 * lines that came with how they were answered.
 */
final class StubProxy implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final String authorization;
  private final String refusal;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /**
   * @param authorization that it wants to see
   */
  StubProxy(String authorization) throws IOException {
    this(authorization, "407 Who are you");
  }

  /**
   * @param refusal the status line of its answer to others
   */
  StubProxy(String authorization, String refusal) throws IOException {
    this.authorization = authorization;
    this.refusal = refusal;
    start("proxy", this::acceptAll);
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  List<String> requests() {
    return requests;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void acceptAll() throws IOException {
    while (true) {
      Socket client = server.accept();
      open.add(client);
      start("proxy-client", () -> serve(client));
    }
  }

  private void serve(Socket client) throws IOException {
    String head = readHead(client.getInputStream());
    while (!head.isEmpty()
        && !head.contains("\r\nProxy-Authorization: " + authorization + "\r\n")) {
      requests.add("407 " + head.lines().findFirst().orElseThrow());
      write(
          client,
          "HTTP/1.1 "
              + refusal
              + "\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n");
      head = readHead(client.getInputStream());
    }
    if (head.isEmpty()) {
      return;
    }
    String line = head.lines().findFirst().orElseThrow();
    requests.add("passed " + line);
    String[] words = line.split(" ");
    boolean tunnel = words[0].equals("CONNECT");
    URI target = URI.create(tunnel ? "tunnel://" + words[1] : words[1]);
    Socket node = new Socket(target.getHost(), target.getPort());
    open.add(node);
    if (tunnel) {
      write(client, "HTTP/1.1 200 Go on\r\n\r\n");
    } else {
      write(node, head);
    }
    start("proxy-up", () -> client.getInputStream().transferTo(node.getOutputStream()));
    start("proxy-down", () -> node.getInputStream().transferTo(client.getOutputStream()));
  }

  private static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int next = in.read();
    while (next >= 0) {
      head.write(next);
      if (head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
        return head.toString(StandardCharsets.US_ASCII);
      }
      next = in.read();
    }
    return "";
  }

  private static void write(Socket to, String text) throws IOException {
    to.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void start(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                // By the test's end or by the other side.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  private interface Work {
    void run() throws IOException;
  }
}
