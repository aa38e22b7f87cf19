package io.sluice.localstack.process;

import java.util.HashMap;
import java.util.Map;

/** The environment variables of a server. */
final class Environment {

  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private Environment() {}

  /**
   * Nothing of ours but the path and the time zone: servers take settings from variables (ETCD_…,
   * ES_…), and those of whoever starts the stack are not meant for it.
   */
  static Map<String, String> clean() {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", System.getenv().getOrDefault("PATH", PATH));
    environment.put("LC_ALL", "C.UTF-8");
    if (System.getenv("TZ") != null) {
      environment.put("TZ", System.getenv("TZ"));
    }
    return environment;
  }

  /** All of ours, for what is configured with {@code ${env:…}}; in UTF-8, as file names are. */
  static Map<String, String> inherited() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    if (!environment.containsKey("LANG") && !environment.containsKey("LC_ALL")) {
      environment.put("LC_ALL", "C.UTF-8");
    }
    return environment;
  }
}
