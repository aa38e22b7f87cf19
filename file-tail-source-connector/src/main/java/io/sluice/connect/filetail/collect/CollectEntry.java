package io.sluice.connect.filetail.collect;

import io.sluice.connect.filetail.file.StartPosition;
import io.sluice.connect.filetail.glob.FilePattern;
import io.sluice.connect.filetail.glob.Glob;
import io.sluice.connect.filetail.line.Multiline;
import io.sluice.connect.filetail.record.RecordFormat;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One file to collect, or the files that a glob matches.
 *
 * @param path absolute, without {@code .} and {@code ..}
 * @param exclude globs of files that are not meant
 * @param start where the file is begun; the connector's {@code start.position} where absent
 * @param format the connector's {@code record.format} where absent
 * @param multiline which lines belong together; each stands for itself where absent
 * @param fields extra fields of each document
 */
public record CollectEntry(
    String path,
    List<String> exclude,
    String topic,
    Optional<StartPosition> start,
    Optional<RecordFormat> format,
    Charset encoding,
    Optional<Multiline> multiline,
    Map<String, Object> fields) {

  public CollectEntry {
    exclude = List.copyOf(exclude);
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** Which files the entry means; nothing where its path names one. */
  public Optional<FilePattern> pattern() {
    return Glob.isGlob(path) ? Optional.of(FilePattern.of(path, exclude)) : Optional.empty();
  }

  /** Whether the entry means the file that has the path. */
  public boolean means(Path file) {
    return pattern().map(pattern -> pattern.matches(file)).orElse(path.equals(file.toString()));
  }

  /** The JSON object that {@link CollectListParser} makes this entry from. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(EntryField.PATH.json(), path);
    if (!exclude.isEmpty()) {
      json.put(EntryField.EXCLUDE.json(), exclude);
    }
    json.put(EntryField.TOPIC.json(), topic);
    start.ifPresent(value -> json.put(EntryField.START.json(), value.optionValue()));
    format.ifPresent(value -> json.put(EntryField.FORMAT.json(), value.optionValue()));
    json.put(EntryField.ENCODING.json(), encoding.name());
    multiline.ifPresent(
        value -> json.put(EntryField.MULTILINE.json(), MultilineReader.toJson(value)));
    if (!fields.isEmpty()) {
      json.put(EntryField.FIELDS.json(), fields);
    }
    return json;
  }
}
