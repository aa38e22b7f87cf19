package io.sluice.connect.filetail.command;

import io.sluice.connect.filetail.collect.CollectProblem;
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

  /** Waits for all of them. */
  int await(List<Member> followers, String key, long revision) {
    if (followers.isEmpty()) {
      screen.remark(
          "No connector is registered that follows " + key + "; nobody says what becomes of it.");
      return Exit.NO_ANSWER;
    }
    long start = nanoTime.getAsLong();
    Map<String, CollectStatus> told =
        wait.until(
            revision,
            followers.stream().map(Member::statusKey).filter(Objects::nonNull).toList(),
            limit);
    long millis = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - start);
    boolean refused = false;
    boolean silent = false;
    for (Member follower : followers) {
      Optional<CollectStatus> status = Optional.ofNullable(follower.statusKey()).map(told::get);
      status.ifPresentOrElse(said -> show(follower, said, millis), () -> showSilent(follower));
      silent |= status.isEmpty();
      refused |= status.filter(said -> said.state() == State.FAILED).isPresent();
    }
    return refused ? Exit.BAD_LIST : silent ? Exit.NO_ANSWER : Exit.DONE;
  }

  private void showSilent(Member follower) {
    screen.bad(
        follower.statusKey() == null
            ? follower.name() + " has no status.key: it does not say what became of it"
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
    for (CollectProblem problem : said.errors()) {
      screen.bad("  " + problem);
    }
  }
}
