package io.sluice.connect.filetail;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A host that keeps the name and the address with which it was found first, for as long as a
 * connector runs: what it has registered must stay what it follows, and to look again may take a
 * name server's time. Where that failed, it is tried again. Thread-safe.
 */
final class RememberedHost implements LocalHost {

  private final LocalHost host;
  private final Map<List<URI>, String> addresses = new HashMap<>();
  private String name;

  RememberedHost(LocalHost host) {
    this.host = host;
  }

  @Override
  public synchronized String name() {
    if (name == null) {
      name = host.name();
    }
    return name;
  }

  @Override
  public synchronized String address(List<URI> etcd) {
    return addresses.computeIfAbsent(etcd, host::address);
  }
}
