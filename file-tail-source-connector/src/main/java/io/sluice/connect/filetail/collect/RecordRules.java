package io.sluice.connect.filetail.collect;

import io.sluice.connect.filetail.line.Multiline;
import io.sluice.connect.filetail.line.TextEncoding;
import io.sluice.connect.filetail.record.RecordFormat;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * What the records of a collect list may be.
 *
 * @param format of entries that do not say otherwise
 */
public record RecordRules(ValueConverter converter, RecordFormat format) {

  /** Lets everything pass: for lists that were checked before. */
  static RecordRules trusting() {
    return new RecordRules(ValueConverter.trusted(), RecordFormat.ECS);
  }

  /** Why an entry's format does not go with the rest of it, and what to do. */
  Optional<String> problem(
      Optional<RecordFormat> own, Charset encoding, Optional<Multiline> multiline) {
    if (own.orElse(format) != RecordFormat.LINES) {
      return Optional.empty();
    }
    if (multiline.isPresent()) {
      return Optional.of(
          "the format 'lines' holds many lines whatever they are, and cannot go with multiline: use"
              + " ecs, json or line");
    }
    return TextEncoding.of(encoding).endsLinesAsAscii()
        ? Optional.empty()
        : Optional.of(
            "the format 'lines' needs an encoding in which the byte 10 ends a line, which it does"
                + " not in "
                + encoding
                + ": use ecs, json or line");
  }
}
