package io.sluice.connect.filetail.command;

import io.sluice.connect.filetail.collect.CollectStatus;
import io.sluice.connect.filetail.collect.CollectStatus.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What connectors say of a list that was written, and the exit code that it amounts to. */
final class Answers {

  private final Screen screen;
  private final LongSupplier nanoTime;
  private final StatusWait wait;
  private final Duration limit;

  Answers(Environment environment, Etcd etcd, Duration limit) {
    this.screen = environment.screen();
    this.nanoTime = environment.nanoTime();
    this.wait = new StatusWait(etcd, nanoTime, screen::remark);
    this.limit = limit;
  }

  /** Waits for all that decide on a key, and shows what the others have said by then. */
  int await(ListPlace place, String key, long revision) {
    List<Member> followers = place.followersOf(key);
    List<Member> others = place.othersOf(key);
    if (followers.isEmpty()) {
      screen.remark(
          (others.isEmpty() ? "No connector" : "No connector of that host")
              + " is registered that follows "
              + key
              + "; nobody says what becomes of it.");
      return Exit.NO_ANSWER;
    }
    long start = nanoTime.getAsLong();
    Map<String, CollectStatus> told =
        wait.until(revision, statusKeys(followers), statusKeys(others), limit);
    long millis = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - start);
    boolean refused = false;
    boolean silent = false;
    for (Member follower : followers) {
      Optional<CollectStatus> status = Optional.ofNullable(follower.statusKey()).map(told::get);
      status.ifPresentOrElse(said -> show(follower, said, millis), () -> showSilent(follower));
      silent |= status.isEmpty();
      refused |= status.filter(said -> said.state() == State.FAILED).isPresent();
    }
    for (Member other : others) {
      Optional.ofNullable(other.statusKey()).map(told::get).ifPresent(said -> remark(other, said));
    }
    return refused ? Exit.BAD_LIST : silent ? Exit.NO_ANSWER : Exit.DONE;
  }

  private static List<String> statusKeys(List<Member> members) {
    return members.stream().map(Member::statusKey).filter(Objects::nonNull).toList();
  }

  private void remark(Member other, CollectStatus said) {
    screen.remark(said.state() + " at " + other.name() + ", which has no say here");
    StatusView.errors(said).forEach(error -> screen.remark("  " + error));
  }

  private void showSilent(Member follower) {
    screen.bad(
        follower.statusKey() == null
            ? follower.name() + " has no status.key that counts: what became of it cannot be told"
            : "No answer from "
                + follower.name()
                + " within "
                + limit.toSeconds()
                + " s; it will be at "
                + follower.statusKey());
  }

  private void show(Member follower, CollectStatus said, long millis) {
    if (said.state() == State.APPLIED) {
      screen.good("APPLIED by " + follower.name() + " after " + millis + " ms");
      return;
    }
    screen.bad("FAILED at " + follower.name() + "; " + StatusView.inEffect(said));
    StatusView.errors(said).forEach(error -> screen.bad("  " + error));
  }
}
