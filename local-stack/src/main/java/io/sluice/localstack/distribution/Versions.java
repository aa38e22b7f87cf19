package io.sluice.localstack.distribution;

import io.sluice.localstack.server.ElasticsearchRelease;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;

/** The versions of the servers, as the parent pom pins them. */
public final class Versions {

  private static final String RESOURCE = "/io/sluice/localstack/versions.properties";
  private static final Properties VERSIONS = load();

  private Versions() {}

  public static String elasticsearch(ElasticsearchRelease release) {
    return VERSIONS.getProperty("elasticsearch." + release.name().toLowerCase(Locale.ROOT));
  }

  /**
   * The name of the image of {@code etcd}, {@code kafka} or {@code elasticsearch}: what the
   * variable says (SLUICE_KAFKA_IMAGE), or else the official one.
   */
  public static String image(String server) {
    String given = System.getenv("SLUICE_" + server.toUpperCase(Locale.ROOT) + "_IMAGE");
    return given == null || given.isEmpty() ? VERSIONS.getProperty(server + ".image") : given;
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
