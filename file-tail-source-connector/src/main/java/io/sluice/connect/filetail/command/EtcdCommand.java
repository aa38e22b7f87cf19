package io.sluice.connect.filetail.command;

import io.sluice.config.etcd.EtcdException;
import io.sluice.config.etcd.EtcdSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;

/** A command that needs etcd, and knows which lists are meant. */
abstract class EtcdCommand implements Callable<Integer> {

  @Mixin PlaceArguments place = new PlaceArguments();
  @Mixin EtcdArguments etcd = new EtcdArguments();

  final Environment environment;
  final Screen screen;

  EtcdCommand(Environment environment) {
    this.environment = environment;
    this.screen = environment.screen();
  }

  @Override
  public final Integer call() {
    EtcdSettings settings = etcd.settings(environment);
    try (Etcd client = environment.etcd(settings)) {
      return run(client, settings.endpoints());
    }
  }

  /** Returns the exit code. */
  abstract int run(Etcd client, List<URI> endpoints);

  /** The connectors of all hosts, or of that one where the user may not see the others. */
  Fleet fleet(Etcd client) {
    return fleet(client, () -> place.host);
  }

  private Fleet fleet(Etcd client, Supplier<String> host) {
    Fleet fleet = reading(host, prefixes -> Fleet.read(client, prefixes));
    remarks(fleet).forEach(screen::remark);
    return fleet;
  }

  /** What is to be said of those who have written what they should not. */
  final List<String> remarks(Fleet fleet) {
    List<String> remarks = new ArrayList<>();
    fleet.foreign().forEach(key -> remarks.add("etcd key " + key));
    List<String> claims = place.host == null ? List.of() : fleet.hostsAt(place.host);
    if (claims.size() > 1) {
      remarks.add(Fleet.severalAt(place.host, claims));
    }
    return remarks;
  }

  /**
   * Reads what connectors have written, in the part of one host where the user may read no other.
   *
   * @param host gives null where none is meant
   */
  final <T> T reading(Supplier<String> host, Function<Fleet.Prefixes, T> reader) {
    try {
      return reader.apply(place.prefixes());
    } catch (EtcdException refused) {
      if (!refused.isDenied()) {
        throw refused;
      }
      String one = host.get();
      if (one == null) {
        throw new CommandException(
            Exit.FAILED, refused.getMessage() + " Who may see one host only names it with --host.");
      }
      try {
        return reader.apply(place.prefixes().of(one));
      } catch (EtcdException refusedToo) {
        throw refusedToo.isDenied() && place.host == null ? refused : refusedToo;
      }
    }
  }

  ListPlace findPlace(Etcd client, List<URI> endpoints) {
    Fleet fleet = fleet(client, () -> place.host != null ? place.host : environment.host().name());
    return ListPlace.find(place, fleet, environment.host(), endpoints);
  }

  /** What another command is to be given, to be run in the same place. */
  GivenOptions sameOptions() {
    return place.repeatedIn(etcd.repeatedIn(new GivenOptions()));
  }
}
