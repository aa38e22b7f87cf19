package io.sluice.localstack.process;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The one thread that starts processes, and that lives as long as this JVM.
 *
 * <p>A server that must not outlive this JVM asks the kernel for SIGKILL at its parent's death
 * (setpriv --pdeathsig), which covers even the case that the JVM itself is killed. For Linux the
 * parent is the thread that started the process (prctl(2)), so a passing one will not do.
 */
final class Spawner {

  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "local-stack-spawner");
            thread.setDaemon(true);
            return thread;
          });

  private Spawner() {}

  static Process spawn(ProcessBuilder builder) throws IOException {
    try {
      return THREAD.submit(builder::start).get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while starting " + builder.command().get(0), e);
    }
  }
}
