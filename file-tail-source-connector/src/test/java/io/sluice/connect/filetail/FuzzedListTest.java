package io.sluice.connect.filetail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.connect.filetail.collect.FuzzedLists;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A list that is changed again and again by people, editors and scripts that go wrong. */
class FuzzedListTest {

  private static final int CASES = 1_000;

  @Test
  void shouldApplyWhatIsGoodTellWhatIsBadAndGoOn() throws Exception {
    long seed = Long.getLong("sluice.fuzz.seed", new Random().nextLong());
    System.out.println("FuzzedListTest: -Dsluice.fuzz.seed=" + seed);
    FuzzedLists lists = new FuzzedLists(new Random(seed), "/lists/nginx", "/var/log");
    FollowedList followed =
        new FollowedList(
            Map.of(
                "collect.keys",
                "/lists/",
                "value.converter",
                "org.apache.kafka.connect.converters.ByteArrayConverter"),
            () -> "10.0.0.7");
    followed.store.holds(1, Map.of("/lists/a", FollowedList.entries("a")));
    followed.settle();
    long applied = 1;
    int good = 0;
    for (int revision = 2; revision < CASES + 2; revision++) {
      Map<String, String> sources = lists.next();
      List<String> before = followed.paths();
      followed.store.holds(revision, sources);
      followed.settle();

      JsonNode status = followed.status();
      assertEquals(revision, status.path("revision").asLong());
      if (status.path("state").asText().equals("APPLIED")) {
        applied = revision;
        good++;
      } else {
        assertEquals("FAILED", status.path("state").asText());
        assertEquals(before, followed.paths(), "a bad list took effect");
        assertPlaced(status.path("errors"), sources);
      }
      assertEquals(applied, status.path("applied_revision").asLong());
    }
    assertTrue(good > CASES / 100, "only " + good + " were good");

    followed.store.holds(CASES + 2, Map.of("/lists/a", FollowedList.entries("a", "b")));
    followed.settle();
    assertEquals("APPLIED", followed.status().path("state").asText());
    assertEquals(List.of("/var/log/a", "/var/log/b"), followed.paths());
  }

  private static void assertPlaced(JsonNode errors, Map<String, String> sources) {
    assertTrue(!errors.isEmpty());
    for (JsonNode error : errors) {
      String source = error.path("source").asText().replaceFirst("^etcd key ", "");
      assertTrue(sources.containsKey(source), () -> error + " of " + sources.keySet());
      assertTrue(error.path("line").asInt() >= 1, error::toString);
      assertTrue(error.path("column").asInt() >= 1, error::toString);
      assertTrue(!error.path("message").asText().isBlank(), error::toString);
    }
  }
}
