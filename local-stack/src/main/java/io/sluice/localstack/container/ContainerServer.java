package io.sluice.localstack.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.await.AwaitTimeoutException;
import io.sluice.localstack.distribution.Versions;
import io.sluice.localstack.server.Part;
import io.sluice.localstack.server.Server;
import io.sluice.localstack.server.ServerStartException;
import io.sluice.localstack.server.StackOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * A server in a container, behind a port of this machine that stays the same.
 *
 * <p>Testcontainers makes and removes the container. In between it is stopped, killed and started
 * through the engine itself, which keeps its data: for Testcontainers a stopped container is gone.
 */
abstract class ContainerServer implements Server {

  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final Part part;
  private final int port;
  private final StackOptions options;
  private final GenericContainer<?> container;
  private boolean closed;

  /**
   * @param containerPort where the server listens in its container
   * @param port where it is reached on this machine
   */
  ContainerServer(Part part, int containerPort, int port, StackOptions options) {
    this.part = part;
    this.port = port;
    this.options = options;
    this.container = new GenericContainer<>(DockerImageName.parse(Versions.image(part.id())));
    container.setPortBindings(List.of(listenAddress() + port + ":" + containerPort));
    container.waitingFor(new NoWait());
  }

  /** Gives the container its command and variables; called once, before its first start. */
  abstract void configure(GenericContainer<?> fresh);

  /** Whether it serves requests; an exception means no. */
  abstract boolean isReady() throws Exception;

  final StackOptions options() {
    return options;
  }

  /** Where this machine reaches it. */
  final String hostAndPort() {
    return (isLocal() ? LOOPBACK : engineHost()) + ":" + port;
  }

  /** Nobody else is to reach servers that ask for no password, unless the engine is elsewhere. */
  private static String listenAddress() {
    return isLocal() ? LOOPBACK + ":" : "";
  }

  private static boolean isLocal() {
    return "localhost".equals(engineHost());
  }

  private static String engineHost() {
    return DockerClientFactory.instance().dockerHostIpAddress();
  }

  @Override
  public final String name() {
    return part.id();
  }

  @Override
  public final Path logFile() {
    return options.folder().resolve(name()).resolve("logs").resolve(name() + ".log");
  }

  @Override
  public final boolean isRunning() {
    return container.getContainerId() != null && container.isRunning();
  }

  @Override
  public final void start() {
    long begin = System.nanoTime();
    run();
    try {
      Await.until(
          name() + " to serve requests at " + address(),
          START_LIMIT,
          () -> {
            options.listener().waiting(name(), since(begin));
            return !isRunning() || isReady();
          });
    } catch (AwaitTimeoutException e) {
      throw new ServerStartException(
          name() + " did not serve requests at " + address() + " in time. " + log(), e);
    }
    if (!isRunning()) {
      throw new ServerStartException(name() + " ended before it was ready. " + log());
    }
    options.listener().ready(this, since(begin));
  }

  private synchronized void run() {
    if (closed) {
      throw new IllegalStateException(name() + " was closed");
    }
    if (isRunning()) {
      throw new IllegalStateException(name() + " runs already");
    }
    if (container.getContainerId() == null) {
      options.listener().preparing(name(), "starting " + container.getDockerImageName());
      configure(container);
      container.start();
    } else {
      engine().startContainerCmd(container.getContainerId()).exec();
    }
  }

  @Override
  public final void stop() {
    if (isRunning()) {
      engine()
          .stopContainerCmd(container.getContainerId())
          .withTimeout((int) STOP_LIMIT.toSeconds())
          .exec();
    }
    saveLog();
  }

  @Override
  public final void kill() {
    if (isRunning()) {
      engine().killContainerCmd(container.getContainerId()).exec();
      Await.until("the end of the killed " + name(), STOP_LIMIT, () -> !isRunning());
    }
    saveLog();
  }

  @Override
  public final synchronized void close() {
    closed = true;
    if (container.getContainerId() != null) {
      saveLog();
      container.stop();
    }
  }

  private String log() {
    saveLog();
    return "Its log, " + logFile() + ":\n" + container.getLogs();
  }

  /** The engine keeps the log while the container exists; the file is for afterwards. */
  private void saveLog() {
    try {
      Files.createDirectories(logFile().getParent());
      Files.writeString(logFile(), container.getLogs());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + logFile(), e);
    } catch (NotFoundException e) {
      // The container was never made, and has said nothing.
      return;
    }
  }

  private static DockerClient engine() {
    return DockerClientFactory.lazyClient();
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  /** What is waited for is the same at every start, and Testcontainers knows only the first. */
  private static final class NoWait extends AbstractWaitStrategy {

    @Override
    protected void waitUntilReady() {}
  }
}
