package io.sluice.benchmarks.corpus;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Instant;

/** Documents as the source makes them of lines, each with its number. */
final class JsonLines implements Lines {

  private static final Instant FIRST = Instant.parse("2026-11-21T00:00:00Z");

  private final Lines messages;
  private long number;

  JsonLines(Lines messages) {
    this.messages = messages;
  }

  @Override
  public String next() {
    String document =
        "{\"@timestamp\":\""
            + FIRST.plusMillis(number)
            + "\",\"message\":\""
            + new String(JsonStringEncoder.getInstance().quoteAsString(messages.next()))
            + "\",\"log\":{\"file\":{\"path\":\"/var/log/nginx/access.log\"}},\"host\":{\"name\":"
            + "\"web-1\"},\"event\":{\"sequence\":"
            + number
            + "}}";
    number++;
    return document;
  }
}
