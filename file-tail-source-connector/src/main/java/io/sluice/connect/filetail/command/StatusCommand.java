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

  /**
   * What is shown.
   *
   * @param remarks which are said when they are new, and with each picture that hides the last
   */
  private record Picture(List<Member> members, List<String> remarks) {}

  /** Ends when it is interrupted, or nobody reads it any more. */
  private int watch(Etcd client) {
    Picture last = new Picture(List.of(), List.of());
    try {
      while (screen.isRead()) {
        Fleet.Prefixes prefixes = reading(() -> place.host, tried -> readable(client, tried));
        last = watch(client, prefixes, Fleet.readable(client, prefixes), last);
      }
    } catch (InterruptedException stopped) {
      // That is how it is ended.
    }
    return StatusView.exitCode(last.members);
  }

  private static Fleet.Prefixes readable(Etcd client, Fleet.Prefixes prefixes) {
    client.read(prefixes.ranges());
    return prefixes;
  }

  /** Goes on until a connector tells its status elsewhere than in these ranges, or it is to end. */
  private Picture watch(Etcd client, Fleet.Prefixes prefixes, Readable readable, Picture before)
      throws InterruptedException {
    Picture last = before;
    BlockingQueue<EtcdSnapshot> snapshots = new LinkedBlockingQueue<>();
    Etcd.Following following =
        client.follow(
            readable.ranges(),
            snapshots::add,
            why -> screen.remark("What is shown may be old: " + why));
    try {
      while (true) {
        EtcdSnapshot next = snapshots.take();
        Fleet fleet = Fleet.of(next, prefixes, readable);
        Picture now = new Picture(members(fleet), remarks(fleet));
        if (!now.equals(last) || now.members.isEmpty()) {
          draw(now, last);
          last = now;
        }
        if (!screen.isRead() || !Fleet.withStatusKeys(next, prefixes).equals(readable.wanted())) {
          return last;
        }
      }
    } finally {
      following.close();
    }
  }

  private void draw(Picture picture, Picture last) {
    boolean anew = !json && screen.clear();
    if (picture.members.isEmpty() && !json) {
      screen.line("No connector is registered, or has left a status.");
    } else if (!json || picture.members.isEmpty() || !picture.members.equals(last.members)) {
      show(picture.members);
    }
    picture.remarks.stream()
        .filter(remark -> anew || !last.remarks.contains(remark))
        .forEach(screen::remark);
  }
}
