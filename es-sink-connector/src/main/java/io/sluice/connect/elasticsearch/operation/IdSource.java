package io.sluice.connect.elasticsearch.operation;

import io.sluice.connect.elasticsearch.document.JsonPointer;

/**
 * What the id of a document is made of: the {@code document.id} option.
 *
 * @param pointer to the field, null for the other kinds
 */
public record IdSource(Kind kind, JsonPointer pointer) {

  public static final IdSource OFFSET = new IdSource(Kind.OFFSET, null);
  public static final IdSource KEY = new IdSource(Kind.KEY, null);
  public static final IdSource GENERATED = new IdSource(Kind.GENERATED, null);

  private static final String FIELD = "field:";

  /** Where it comes from. */
  public enum Kind {
    OFFSET,
    KEY,
    FIELD,
    GENERATED
  }

  /**
   * Parses the option.
   *
   * @throws IllegalArgumentException with a message that says what is supported
   */
  public static IdSource parse(String text) {
    if (text.startsWith(FIELD)) {
      return new IdSource(Kind.FIELD, JsonPointer.parse(text.substring(FIELD.length())));
    }
    return switch (text) {
      case "offset" -> OFFSET;
      case "key" -> KEY;
      case "generated" -> GENERATED;
      default ->
          throw new IllegalArgumentException(
              "'" + text + "' must be one of offset, key, field:/<json pointer> and generated");
    };
  }

  /** Whether several records can have the same, so that their order matters. */
  public boolean repeats() {
    return kind == Kind.KEY || kind == Kind.FIELD;
  }
}
