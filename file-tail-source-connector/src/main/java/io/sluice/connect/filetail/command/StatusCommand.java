package io.sluice.connect.filetail.command;

import io.sluice.config.etcd.EtcdSnapshot;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What became of the lists, and how far each path is read. */
@Command(
    name = "status",
    description =
        "Shows for each connector what became of its list, and for each path its task, state,"
            + " position and lag in bytes, as the connector last told them.")
final class StatusCommand extends EtcdCommand {

  @Option(
      names = "--watch",
      order = 1,
      description = "Go on, and show them anew whenever something changes.")
  boolean watch;

  @Option(names = "--json", order = 2, description = "As JSON; with --watch, a line each time.")
  boolean json;

  StatusCommand(Environment environment) {
    super(environment);
  }

  @Override
  int run(Etcd client, List<URI> endpoints) {
    if (watch) {
      return watch(client);
    }
    List<Member> members = members(fleet(client));
    if (json || !members.isEmpty()) {
      show(members);
    }
    if (members.isEmpty()) {
      screen.remark(none(endpoints));
      return Exit.FAILED;
    }
    return StatusView.exitCode(members);
  }

  private List<Member> members(Fleet fleet) {
    return fleet.select(place.host, place.connector);
  }

  private void show(List<Member> members) {
    StatusView view = new StatusView(screen);
    if (json) {
      view.json(members);
    } else {
      view.text(members);
    }
  }

  private String none(List<URI> endpoints) {
    return "No connector"
        + (place.connector == null ? "" : " " + place.connector)
        + (place.host == null ? "" : " on " + place.host)
        + " is registered under "
        + place.agents
        + ", or has left a status under "
        + place.statuses
        + ", in etcd at "
        + endpoints;
  }

  /** Ends when it is interrupted, or nobody reads it any more. */
  private int watch(Etcd client) {
    List<Member> last = List.of();
    try {
      while (screen.isRead()) {
        Fleet.Readable readable = Fleet.readable(client, place.prefixes());
        readable.problems().forEach(key -> screen.remark("etcd key " + key));
        last = watch(client, readable, last);
      }
    } catch (InterruptedException stopped) {
      // That is how it is ended.
    }
    return StatusView.exitCode(last);
  }

  /** Goes on until a connector tells its status elsewhere than in these ranges, or it is to end. */
  private List<Member> watch(Etcd client, Fleet.Readable readable, List<Member> before)
      throws InterruptedException {
    List<Member> last = before;
    BlockingQueue<EtcdSnapshot> snapshots = new LinkedBlockingQueue<>();
    Etcd.Following following =
        client.follow(
            readable.ranges(),
            snapshots::add,
            why -> screen.remark("What is shown may be old: " + why));
    try {
      while (true) {
        EtcdSnapshot next = snapshots.take();
        List<Member> now = members(Fleet.of(next, place.prefixes(), readable.refused().keySet()));
        if (!now.equals(last) || now.isEmpty()) {
          picture(now);
          last = now;
        }
        if (!screen.isRead()
            || !Fleet.withStatusKeys(next, place.prefixes()).equals(readable.wanted())) {
          return last;
        }
      }
    } finally {
      following.close();
    }
  }

  private void picture(List<Member> members) {
    if (!json) {
      screen.clear();
    }
    if (members.isEmpty() && !json) {
      screen.line("No connector is registered, or has left a status.");
    } else {
      show(members);
    }
  }
}
