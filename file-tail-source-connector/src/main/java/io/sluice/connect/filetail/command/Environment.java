package io.sluice.connect.filetail.command;

import io.sluice.config.etcd.EtcdSettings;
import io.sluice.connect.filetail.LocalHost;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What the command finds around it. */
interface Environment {

  /** The value of an environment variable that is set, and not to nothing. */
  Optional<String> variable(String name);

  /** Asks the person at the terminal; nothing where there is none. */
  Optional<String> askPassword(String prompt);

  InputStream in();

  Screen screen();

  LocalHost host();

  /** Makes a client, to be closed by the caller. */
  Etcd etcd(EtcdSettings settings);

  /** Like {@link System#nanoTime}. */
  LongSupplier nanoTime();

  /** What the user has typed to run the command. */
  String commandName();
}
