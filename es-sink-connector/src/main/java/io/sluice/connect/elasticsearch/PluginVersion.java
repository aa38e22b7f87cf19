package io.sluice.connect.elasticsearch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that the build wrote into the archive. */
final class PluginVersion {

  static final String VERSION = read();

  private PluginVersion() {}

  private static String read() {
    Properties properties = new Properties();
    try (InputStream in = PluginVersion.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("version.properties of the plugin cannot be read", e);
    }
    return properties.getProperty("version");
  }
}
