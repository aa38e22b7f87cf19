package io.sluice.connect.filetail;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;

/** The host that this runs on. */
public final class ThisHost implements LocalHost {

  private static final Path KERNEL_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  /** The host's name as the kernel has it: no name server is asked. */
  @Override
  public String name() {
    try {
      return Files.readString(KERNEL_HOST_NAME).strip();
    } catch (IOException notLinux) {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException unknown) {
        throw new ConnectException(
            "This host's name cannot be found; set the option host", unknown);
      }
    }
  }

  /**
   * The address from which this host reaches etcd; where that is the loopback, the first address of
   * another interface that is up, by the interfaces' order.
   */
  @Override
  public String address(List<URI> etcd) {
    return etcd.stream()
        .flatMap(endpoint -> outbound(endpoint).stream())
        .filter(address -> !address.isLoopbackAddress())
        .findFirst()
        .or(ThisHost::firstOfAnyInterface)
        .orElse(InetAddress.getLoopbackAddress())
        .getHostAddress();
  }

  /** Connecting a datagram socket chooses the route, and so the address, and sends nothing. */
  private static Optional<InetAddress> outbound(URI endpoint) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
      return Optional.ofNullable(socket.getLocalAddress())
          .filter(address -> !address.isAnyLocalAddress());
    } catch (IOException | IllegalArgumentException unreachable) {
      return Optional.empty();
    }
  }

  private static Optional<InetAddress> firstOfAnyInterface() {
    try {
      return NetworkInterface.networkInterfaces()
          .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
          .filter(ThisHost::isUp)
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
          .findFirst();
    } catch (SocketException failed) {
      throw new ConnectException("This host's interfaces cannot be listed", failed);
    }
  }

  private static boolean isUp(NetworkInterface network) {
    try {
      return network.isUp();
    } catch (SocketException gone) {
      return false;
    }
  }
}
