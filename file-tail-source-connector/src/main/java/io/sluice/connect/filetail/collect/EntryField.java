package io.sluice.connect.filetail.collect;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The fields of a collect-list entry. */
enum EntryField {
  PATH,
  EXCLUDE,
  TOPIC,
  START,
  FORMAT,
  ENCODING,
  MULTILINE,
  FIELDS;

  String json() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<EntryField> of(String json) {
    return Arrays.stream(values()).filter(field -> field.json().equals(json)).findFirst();
  }

  static String all() {
    return Arrays.stream(values()).map(EntryField::json).collect(Collectors.joining(", "));
  }
}
