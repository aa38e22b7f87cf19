package io.sluice.connect.filetail;

import static io.sluice.connect.filetail.FollowedList.entries;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However much is wrong with a list, the status is one that etcd takes, and a person can read. */
@Timeout(30)
class StatusSizeTest {

  private final FollowedList followed = new FollowedList();

  private void assertBounded() throws Exception {
    int bytes = followed.store.lastStatus().getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes < 1_000_000, bytes + " bytes");
    assertEquals("FAILED", followed.status().path("state").asText());
    assertTrue(followed.status().path("errors").size() > 10, "tells of some");
  }

  private static String times(int count, String entry) {
    return IntStream.range(0, count)
        .mapToObj(i -> entry.replace("N", Integer.toString(i)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void shouldTellTheFirstOfManyErrorsAndHowManyMoreThereAre() throws Exception {
    followed.holds(1, entries("a"));
    followed.thread.runDue();
    followed.holds(2, times(10_000, "{\"path\":\"/etc/N\",\"topic\":\"t\"}"));
    followed.settle();

    assertBounded();
    assertEquals(200, followed.status().path("errors").size());
    assertEquals(9_800, followed.status().path("errors_left_out").asInt());
    assertEquals("/0/path", followed.status().at("/errors/0/pointer").asText());
    assertEquals(10_000, followed.found.size(), "attempts are counted all the same");
    assertEquals(List.of("/var/log/a"), followed.paths());
    assertEquals(1, followed.status().path("applied_revision").asInt());

    followed.position = 17;
    followed.thread.advance(Duration.ofSeconds(30));
    assertEquals(17, followed.status().at("/paths/0/position").asInt());
    assertEquals(9_800, followed.status().path("errors_left_out").asInt());
  }

  /** A value of any length may be quoted, and a name of any length stand in a pointer. */
  @Test
  void shouldShortenWhatItQuotes() throws Exception {
    String much = "begin" + "é".repeat(20_000) + "end";
    followed.holds(
        1,
        "[{\"path\":\"/var/log/a\",\"topic\":\"%1$s\",\"%1$s\":1,\"start\":7,\"encoding\":[\"%1$s\"]},\"%1$s\"]"
            .formatted(much));
    followed.thread.runDue();

    String status = followed.store.lastStatus();
    assertTrue(status.length() < 5_000, status.length() + " characters");
    assertTrue(followed.refusal().length() < 5_000);
    assertEquals(5, followed.status().path("errors").size(), status);
    for (int i = 0; i < followed.status().path("errors").size(); i++) {
      String message = followed.status().at("/errors/" + i + "/message").asText();
      assertTrue(message.length() < 400, message);
      if (message.contains("begin")) {
        assertTrue(message.contains("end'") || message.contains("end\""), message);
      }
    }
  }

  @Test
  void shouldStayBelowTheLimitWhereBothErrorsAndPathsAreLong() throws Exception {
    String[] names =
        IntStream.range(0, 3_000).mapToObj(i -> "€".repeat(300) + i).toArray(String[]::new);
    followed.holds(1, entries(names));
    followed.thread.runDue();
    followed.holds(
        2,
        times(
            3_000,
            "{\"path\":\"/etc/N\",\"topic\":\"t\",\"" + "\\u0001".repeat(400) + "N\":\"x\"}"));
    followed.settle();

    assertBounded();
    int shown = followed.status().path("paths").size();
    assertTrue(shown > 10, shown + " paths");
    assertEquals(3_000 - shown, followed.status().path("paths_left_out").asInt());
    int errors = followed.status().path("errors").size();
    assertEquals(6_000 - errors, followed.status().path("errors_left_out").asInt());
  }

  /** The log and the REST API get it, too. */
  @Test
  void shouldNotNameThousandsOfErrorsInOneMessage() {
    followed.store.holds(
        1, Map.of(FollowedList.KEY, times(10_000, "{\"path\":\"/etc/N\",\"topic\":\"t\"}")));
    followed.thread.runDue();

    assertTrue(followed.refusal().contains("; and 9950 more problems"), followed.refusal());
    assertTrue(followed.refusal().length() < 20_000);
  }
}
