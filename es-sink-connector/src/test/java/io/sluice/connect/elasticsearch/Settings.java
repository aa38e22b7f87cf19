package io.sluice.connect.elasticsearch;

import io.sluice.connect.elasticsearch.client.ConnectionSettings;
import java.util.HashMap;
import java.util.Map;

/** Settings of connections as they come of a configuration. */
public final class Settings {

  private Settings() {}

  /** With defaults for what the options do not say. */
  public static ConnectionSettings of(String url, Map<String, String> options) {
    Map<String, String> properties = new HashMap<>(options);
    properties.put("connection.url", url);
    properties.putIfAbsent("request.timeout.ms", "5000");
    properties.putIfAbsent("max.in.flight.requests", "1");
    return new ElasticsearchSinkConfig(properties).connection();
  }
}
