package io.sluice.connect.elasticsearch.operation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a document meets one that has its id: the {@code write.method} option. */
public enum WriteMethod {
  /** What is there stays. */
  CREATE(Operation.CREATE),
  /** It takes the place of what is there. */
  INDEX(Operation.INDEX),
  /** Its fields are put into what is there. */
  UPSERT(Operation.UPDATE);

  private final Operation operation;

  WriteMethod(Operation operation) {
    this.operation = operation;
  }

  public Operation operation() {
    return operation;
  }

  public static WriteMethod parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** The words of the option. */
  public static List<String> options() {
    return Arrays.stream(values()).map(WriteMethod::toString).toList();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
