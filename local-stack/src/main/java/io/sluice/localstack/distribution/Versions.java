package io.sluice.localstack.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions of the servers, as the parent pom pins them. */
public final class Versions {

  private static final String RESOURCE = "/io/sluice/localstack/versions.properties";
  private static final Properties VERSIONS = load();

  private Versions() {}

  public static String elasticsearch() {
    return VERSIONS.getProperty("elasticsearch");
  }

  public static String kafka() {
    return VERSIONS.getProperty("kafka");
  }

  private static Properties load() {
    Properties properties = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream(RESOURCE)) {
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + RESOURCE, e);
    }
  }
}
