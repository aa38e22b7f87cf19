package io.sluice.it;

import io.sluice.localstack.await.Await;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The threads that were started since this was made, other than those of the tests' own tools. */
final class NewThreads {

  private final Set<Thread> before = Thread.getAllStackTraces().keySet();

  List<String> names() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .map(Thread::getName)
        // Those of the HTTP client that EtcdKv stands on.
        .filter(name -> !name.startsWith("HttpClient-"))
        .sorted()
        .toList();
  }

  void awaitNone(Duration limit) {
    Await.until(() -> "the end of the threads " + names(), limit, () -> names().isEmpty());
  }
}
