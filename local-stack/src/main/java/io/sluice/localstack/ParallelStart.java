package io.sluice.localstack;

import io.sluice.localstack.server.Server;
import io.sluice.localstack.server.ServerStartException;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Starts chains of servers side by side, the servers of one chain one after another. */
final class ParallelStart {

  private ParallelStart() {}

  /**
   * Returns when all are ready, or throws as soon as the first of them has failed: the caller then
   * closes all, which ends the starts that are still under way.
   */
  static void of(List<List<Server>> chains) {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.max(1, chains.size()),
            task -> {
              Thread thread = new Thread(task, "local-stack-start");
              thread.setDaemon(true);
              return thread;
            });
    try {
      CompletionService<Void> starts = new ExecutorCompletionService<>(threads);
      for (List<Server> chain : chains) {
        starts.submit(
            () -> {
              chain.forEach(Server::start);
              return null;
            });
      }
      for (int i = 0; i < chains.size(); i++) {
        starts.take().get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new ServerStartException("The stack did not start", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerStartException("Interrupted while the stack was starting", e);
    } finally {
      threads.shutdown();
    }
  }
}
