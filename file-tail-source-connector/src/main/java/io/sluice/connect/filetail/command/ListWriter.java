package io.sluice.connect.filetail.command;

import io.sluice.config.etcd.EtcdReplacement;
import io.sluice.config.etcd.EtcdSnapshot;
import io.sluice.config.etcd.EtcdValue;
import java.util.List;
import java.util.Optional;

/**
 * Changes a key and sees it through: checks the list, shows the difference, writes it if nobody
 * else has changed it meanwhile, and waits for the connectors' word.
 */
final class ListWriter {

  private final Environment environment;
  private final Screen screen;
  private final Etcd etcd;
  private final ListPlace place;
  private final WriteArguments how;
  private final GivenOptions sameOptions;

  /**
   * @param sameOptions that take another command to the same place
   */
  ListWriter(
      Environment environment,
      Etcd etcd,
      ListPlace place,
      WriteArguments how,
      GivenOptions sameOptions) {
    this.environment = environment;
    this.screen = environment.screen();
    this.etcd = etcd;
    this.place = place;
    this.how = how;
    this.sameOptions = sameOptions;
  }

  /**
   * @param snapshot what was read of the lists of those that follow the key
   * @param checked whether a bad list is refused; one from which something is taken out is not
   * @return the exit code
   */
  int write(Change change, EtcdSnapshot snapshot, boolean checked) {
    ListCheck check = ListCheck.of(change, snapshot, place);
    if (checked && !check.caused().isEmpty()) {
      check.caused().forEach(problem -> screen.bad(problem.toString()));
      screen.remark("The list is bad; nothing was written.");
      return Exit.BAD_LIST;
    }
    if (change.changesNothing()) {
      screen.line(change.key() + " holds just that already; nothing was written");
      return how.dryRun ? Exit.DONE : answers(change.key(), change.revision());
    }
    showDifference(change);
    if (!check.present().isEmpty()) {
      screen.remark("The list takes no effect before this is mended, too:");
      check.present().forEach(problem -> screen.remark("  " + problem));
    }
    if (!check.others().isEmpty()) {
      screen.remark("Connectors of other hosts follow this key, too, and would say:");
      check.others().forEach(problem -> screen.remark("  " + problem));
    }
    if (how.dryRun) {
      screen.line("Nothing was written, as --dry-run says.");
      return Exit.DONE;
    }
    EtcdReplacement answer = etcd.replace(change.key(), change.revision(), change.after());
    if (!answer.done()) {
      return refuseAsOvertaken(change, answer.found());
    }
    screen.line(
        (change.after().isPresent() ? "Written" : "Deleted")
            + " at revision "
            + answer.revision()
            + ".");
    int outcome = answers(change.key(), answer.revision());
    if (outcome != Exit.DONE) {
      // Where other keys are bad, the list fails whatever this one holds.
      boolean restore = how.restore && outcome == Exit.BAD_LIST && check.present().isEmpty();
      goBack(change, answer.revision(), restore);
    }
    return outcome;
  }

  /** What those who follow a key say of it as it is since a revision. */
  private int answers(String key, long revision) {
    return how.noWait
        ? Exit.DONE
        : new Answers(environment, etcd, how.timeout()).await(place, key, revision);
  }

  private void showDifference(Change change) {
    List<String> lines = ListDiff.of(change);
    if (lines.isEmpty()) {
      screen.line(change.key() + ": the entries stay the same, only their spelling changes");
    }
    screen.difference(lines);
  }

  /**
   * Writes nothing, for the key is not what its writer has seen.
   *
   * @param now what it holds
   */
  int refuseAsOutdated(Optional<EtcdValue> now, Change change) {
    screen.remark(
        change.key()
            + now.map(value -> " was changed at revision " + value.modRevision())
                .orElse(" is not there any more")
            + "; nothing was written. What your list would do to it:");
    showDifference(change);
    return Exit.CONFLICT;
  }

  /** Writes nothing, for somebody else was quicker; tells what they have written. */
  private int refuseAsOvertaken(Change change, Optional<EtcdValue> theirs) {
    screen.remark(
        "Somebody else has "
            + theirs
                .map(value -> "changed " + change.key() + " at revision " + value.modRevision())
                .orElse("deleted " + change.key())
            + " meanwhile; nothing was written. What they have done:");
    screen.difference(
        ListDiff.of(
            new Change(
                change.key(), change.before(), theirs.map(EtcdValue::value), change.source())));
    return Exit.CONFLICT;
  }

  /**
   * @param revision that the change made
   * @param restore whether to do it, and not only to say how
   */
  private void goBack(Change change, long revision, boolean restore) {
    if (restore) {
      EtcdReplacement back =
          etcd.replace(
              change.key(),
              change.after().isPresent() ? revision : 0,
              change.before().map(EtcdValue::value));
      screen.line(
          back.done()
              ? "What was there before is there again, at revision " + back.revision() + "."
              : "Somebody else has changed " + change.key() + " meanwhile; it stays as it is.");
      return;
    }
    String key = GivenOptions.quoted(change.key());
    screen.remark(
        "To go back: "
            + (change.before().isPresent()
                ? command("get", key)
                    + " --at "
                    + change.revision()
                    + " | "
                    + command("put", key)
                    + " -"
                : command("remove", key) + " " + key));
  }

  private String command(String name, String key) {
    return environment.commandName() + " " + name + " --key " + key + sameOptions.inShell();
  }
}
