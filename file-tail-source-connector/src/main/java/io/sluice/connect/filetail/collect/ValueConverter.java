package io.sluice.connect.filetail.collect;

import io.sluice.connect.filetail.record.RecordFormat;
import java.util.Optional;

/**
 * What a connector's {@code value.converter} does with the values of each record format.
 *
 * <p>A class that is not Kafka's own is trusted, for nobody can know what it takes.
 */
public final class ValueConverter {

  /** The option of every connector, which Connect itself defines. */
  public static final String CONFIG = "value.converter";

  private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

  private enum Kind {
    UNSET,
    BYTES,
    TEXT,
    JSON,
    UNKNOWN
  }

  private final Kind kind;
  private final String given;

  private ValueConverter(Kind kind, String given) {
    this.kind = kind;
    this.given = given;
  }

  /**
   * @param given the option as it is written, a class or one of the short names that Connect gives
   *     it; null where it is not set
   */
  public static ValueConverter of(String given) {
    return new ValueConverter(given == null ? Kind.UNSET : kind(given.strip()), given);
  }

  /** Takes every format: for lists that were checked before. */
  static ValueConverter trusted() {
    return new ValueConverter(Kind.UNKNOWN, "");
  }

  private static Kind kind(String name) {
    return switch (name) {
      case BYTES, "ByteArrayConverter", "ByteArray" -> Kind.BYTES;
      case "org.apache.kafka.connect.storage.StringConverter", "StringConverter", "String" ->
          Kind.TEXT;
      case "org.apache.kafka.connect.json.JsonConverter", "JsonConverter", "Json" -> Kind.JSON;
      default -> Kind.UNKNOWN;
    };
  }

  /** Why records of this format would be spoilt, or kill the task, and what to do. */
  public Optional<String> problem(RecordFormat format) {
    String name = "'" + format.optionValue() + "'";
    if (format == RecordFormat.ECS) {
      return kind == Kind.BYTES || kind == Kind.TEXT
          ? Optional.of(
              name
                  + " makes a Struct, which value.converter="
                  + given
                  + " cannot take: use the format json with "
                  + BYTES
                  + ", or set value.converter to org.apache.kafka.connect.json.JsonConverter in"
                  + " this connector")
          : Optional.empty();
    }
    if (kind != Kind.BYTES && kind != Kind.UNKNOWN) {
      return Optional.of(
          name
              + " makes ready bytes: set value.converter to "
              + BYTES
              + " in this connector (it is "
              + (kind == Kind.UNSET ? "not set" : given)
              + ")");
    }
    return Optional.empty();
  }
}
