package io.sluice.connect.filetail.command;

import io.sluice.config.etcd.EtcdSettings;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
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

  Fleet fleet(Etcd client) {
    Fleet fleet = Fleet.read(client, place.prefixes());
    fleet.foreign().forEach(key -> screen.remark("etcd key " + key));
    return fleet;
  }

  ListPlace findPlace(Etcd client, List<URI> endpoints) {
    return ListPlace.find(place, fleet(client), environment.host(), endpoints);
  }

  /** What another command is to be given, to be run in the same place. */
  GivenOptions sameOptions() {
    return place.repeatedIn(etcd.repeatedIn(new GivenOptions()));
  }
}
