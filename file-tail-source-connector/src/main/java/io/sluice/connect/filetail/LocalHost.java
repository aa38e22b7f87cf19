package io.sluice.connect.filetail;

import java.net.URI;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;

/** What stands for this host in options: {@code {hostname}} and {@code {ip}}. */
public interface LocalHost {

  /**
   * @throws ConnectException where the host's name cannot be found
   */
  String name();

  /**
   * The host's address as etcd sees it.
   *
   * @throws ConnectException where it cannot be found
   */
  String address(List<URI> etcd);

  /** The text with the host's name and address in the place of their variables. */
  default String fillIn(String text, List<URI> etcd) {
    String filled = text;
    if (filled.contains("{hostname}")) {
      filled = filled.replace("{hostname}", name());
    }
    if (filled.contains("{ip}")) {
      filled = filled.replace("{ip}", address(etcd));
    }
    return filled;
  }
}
