package io.sluice.benchmarks.corpus;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/**
 * The log of a Java service: events of a line, and each few of them an exception with its frames
 * and its cause, a line each. The same seed makes the same bytes.
 */
final class StackTraces implements Lines {

  private static final long SEED = 20261121;
  private static final int EVENTS_FOR_AN_EXCEPTION = 8;
  private static final String[] LEVELS = {"INFO ", "INFO ", "INFO ", "DEBUG", "WARN "};
  private static final String[] LOGGERS = {"OrderService", "PaymentClient", "StockRepository"};
  private static final String[] EXCEPTIONS = {
    "java.lang.IllegalStateException", "java.net.SocketTimeoutException", "java.io.IOException"
  };
  private static final String[] FRAMES = {
    "com.example.orders.OrderService.place(OrderService.java:",
    "com.example.payment.PaymentClient.charge(PaymentClient.java:",
    "org.springframework.aop.framework.ReflectiveMethodInvocation.proceed(ReflectiveMethodInv.java:",
    "java.base/java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:",
    "java.base/java.lang.Thread.run(Thread.java:"
  };

  private final Random random = new Random(SEED);
  private final Deque<String> lines = new ArrayDeque<>();
  private int second;

  @Override
  public String next() {
    if (lines.isEmpty()) {
      add();
    }
    return lines.removeFirst();
  }

  private void add() {
    if (random.nextInt(EVENTS_FOR_AN_EXCEPTION) > 0) {
      lines.add(event(one(LEVELS), "order " + random.nextInt(1_000_000) + " was placed"));
      return;
    }
    lines.add(event("ERROR", "order " + random.nextInt(1_000_000) + " cannot be placed"));
    lines.add(one(EXCEPTIONS) + ": no answer within " + random.nextInt(10_000) + " ms");
    addFrames(5 + random.nextInt(25));
    lines.add("Caused by: " + one(EXCEPTIONS) + ": connection reset");
    addFrames(2 + random.nextInt(6));
    lines.add("\t... " + random.nextInt(40) + " more");
  }

  private void addFrames(int count) {
    for (int i = 0; i < count; i++) {
      lines.add("\tat " + one(FRAMES) + random.nextInt(2000) + ")");
    }
  }

  private String event(String level, String message) {
    second = (second + 1) % 3600;
    return String.format(
        "2026-11-21 10:%02d:%02d,%03d %s [http-nio-8080-exec-%d] com.example.%s - %s",
        second / 60,
        second % 60,
        random.nextInt(1000),
        level,
        1 + random.nextInt(200),
        one(LOGGERS),
        message);
  }

  private String one(String[] of) {
    return of[random.nextInt(of.length)];
  }
}
