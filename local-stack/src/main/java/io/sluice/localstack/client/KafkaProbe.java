package io.sluice.localstack.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Asks a broker whether it answers. */
public final class KafkaProbe {

  private static final int LIMIT_MS = (int) Duration.ofSeconds(5).toMillis();

  private KafkaProbe() {}

  /** Whether something listens at a {@code host:port}; an exception means no. */
  public static boolean listens(String address) throws IOException {
    int colon = address.lastIndexOf(':');
    int port = Integer.parseInt(address.substring(colon + 1));
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.substring(0, colon), port), LIMIT_MS);
      return true;
    }
  }

  /**
   * Whether the broker knows its cluster; an exception means no. The port comes first, since
   * Kafka's client warns of each refused connection.
   */
  public static boolean answers(String bootstrapServers) throws Exception {
    if (!listens(bootstrapServers)) {
      return false;
    }
    try (Admin admin = admin(bootstrapServers)) {
      return !admin.describeCluster().nodes().get(LIMIT_MS, TimeUnit.MILLISECONDS).isEmpty();
    }
  }

  /** A client that gives up soon. */
  static Admin admin(String bootstrapServers) {
    Properties client = new Properties();
    client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MS);
    client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MS);
    return Admin.create(client);
  }
}
