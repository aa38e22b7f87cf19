package io.sluice.connect.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.sluice.connect.elasticsearch.ConfigRules.Problem;
import io.sluice.connect.elasticsearch.client.ConnectionSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionCheckTest {

  private static final String PASSWORD = "changeit";

  @TempDir private Path folder;

  @Test
  void shouldReportACertificateThatIsNotTrusted() throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
    server.start();
    try {
      String url = "https://127.0.0.1:" + server.getAddress().getPort();
      Problem problem = check(url).orElseThrow();
      assertEquals("connection.url", problem.option());
      assertTrue(problem.message().contains(url), problem.message());
      assertTrue(problem.message().contains("PKIX path building failed"), problem.message());
      assertTrue(problem.message().contains("cacerts"), problem.message());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void shouldReportHttpsWhereTheNodeSpeaksHttp() throws IOException {
    try (StubElasticsearch server = new StubElasticsearch()) {
      Problem problem = check(server.url().replace("http://", "https://")).orElseThrow();
      assertEquals("connection.url", problem.option());
      assertTrue(problem.message().contains("does the node want http://?"), problem.message());
    }
  }

  @Test
  void shouldReportANodeThatClosesThePlainConnection() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // As Elasticsearch does where it wants TLS.
      Thread node = new Thread(() -> readARequestAndClose(server), "node");
      node.start();
      Problem problem = check("http://127.0.0.1:" + server.getLocalPort()).orElseThrow();
      assertEquals("connection.url", problem.option());
      assertTrue(problem.message().contains("does it want https://?"), problem.message());
      node.join();
    }
  }

  @Test
  void shouldWaitForANodeThatIsNotThere() throws IOException {
    StubElasticsearch server = new StubElasticsearch();
    server.close();
    assertEquals(Optional.empty(), check(server.url()));
    assertEquals(Optional.empty(), check(server.url().replace("http://", "https://")));
  }

  private static Optional<Problem> check(String url) {
    return ConnectionCheck.check(
        new ConnectionSettings(
            List.of(URI.create(url)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Duration.ofSeconds(5),
            1));
  }

  private static void readARequestAndClose(ServerSocket server) {
    try (Socket connection = server.accept();
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII))) {
      String line = lines.readLine();
      while (line != null && !line.isEmpty()) {
        line = lines.readLine();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A certificate that nobody has signed, of the JDK's own tool. */
  private SSLContext selfSigned() throws Exception {
    Path file = folder.resolve("node.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "node",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=IP:127.0.0.1",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertEquals(0, keytool.waitFor());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
