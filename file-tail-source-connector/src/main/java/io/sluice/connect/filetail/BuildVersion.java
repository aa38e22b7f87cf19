package io.sluice.connect.filetail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that the build gave this plugin. */
final class BuildVersion {

  private static final String RESOURCE = "file-tail-source-connector.properties";

  private BuildVersion() {}

  static String read() {
    Properties build = new Properties();
    try (InputStream resource = BuildVersion.class.getResourceAsStream(RESOURCE)) {
      build.load(resource);
    } catch (IOException damaged) {
      throw new UncheckedIOException("The plugin's jar is damaged: " + RESOURCE, damaged);
    }
    return build.getProperty("version");
  }
}
