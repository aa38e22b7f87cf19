package io.sluice.localstack.cli;

import io.sluice.localstack.client.HttpProbe;
import io.sluice.localstack.process.RunFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** How a server that was started is doing. */
enum Health {
  READY("ready"),
  NOT_ANSWERING("not answering"),
  ENDED("ended");

  private static final int LIMIT_MS = 2000;

  private final String text;

  Health(String text) {
    this.text = text;
  }

  static Health of(RunFile server) {
    if (!server.session().isAlive()) {
      return ENDED;
    }
    try {
      boolean answers =
          server.address().startsWith("http")
              ? HttpProbe.status(URI.create(server.address()).resolve(path(server.name()))) == 200
              : accepts(server.address());
      return answers ? READY : NOT_ANSWERING;
    } catch (IOException e) {
      return NOT_ANSWERING;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NOT_ANSWERING;
    }
  }

  private static String path(String name) {
    return name.equals("elasticsearch") ? "/_cluster/health" : "/health";
  }

  private static boolean accepts(String address) throws IOException {
    int colon = address.lastIndexOf(':');
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(
              address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
          LIMIT_MS);
      return true;
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
