package io.sluice.connect.filetail;

import io.sluice.connect.filetail.collect.AccessRules;
import io.sluice.connect.filetail.file.AllowedPaths;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** Which files may be read, and which topics written. */
final class AccessOptions {

  static final String ALLOWED_PATHS_CONFIG = "allowed.paths";
  static final String ALLOWED_PATHS_DEFAULT = "/var/log";
  static final String ALLOWED_PATHS_DOC =
      "Folders that collect lists may reach, comma separated, absolute. A path is checked again"
          + " after its symbolic links are resolved.";

  static final String ALLOWED_TOPICS_CONFIG = "allowed.topics";
  static final String ALLOWED_TOPICS_DEFAULT = "(?!__|connect-).+";
  static final String ALLOWED_TOPICS_DOC =
      "Regular expression that the topics of collect lists must match as a whole. The default"
          + " leaves out Kafka's and Connect's internal topics.";

  private static final String GROUP = "Access";

  private AccessOptions() {}

  static ConfigDef define(ConfigDef definition) {
    return definition
        .define(
            ALLOWED_PATHS_CONFIG,
            Type.LIST,
            ALLOWED_PATHS_DEFAULT,
            AccessOptions::checkFolders,
            Importance.HIGH,
            ALLOWED_PATHS_DOC,
            GROUP,
            1,
            Width.LONG,
            "Allowed folders")
        .define(
            ALLOWED_TOPICS_CONFIG,
            Type.STRING,
            ALLOWED_TOPICS_DEFAULT,
            AccessOptions::checkPattern,
            Importance.MEDIUM,
            ALLOWED_TOPICS_DOC,
            GROUP,
            2,
            Width.LONG,
            "Allowed topics");
  }

  static AccessRules rules(AbstractConfig config) {
    return new AccessRules(
        new AllowedPaths(config.getList(ALLOWED_PATHS_CONFIG).stream().map(Path::of).toList()),
        Pattern.compile(config.getString(ALLOWED_TOPICS_CONFIG)));
  }

  private static void checkFolders(String name, Object value) {
    List<?> folders = (List<?>) value;
    if (folders.isEmpty()
        || !folders.stream().allMatch(folder -> isAbsolutePath((String) folder))) {
      throw new ConfigException(
          name, value, "name at least one folder, each absolute, for instance /var/log");
    }
  }

  private static boolean isAbsolutePath(String folder) {
    try {
      return Path.of(folder).isAbsolute();
    } catch (InvalidPathException invalid) {
      return false;
    }
  }

  private static void checkPattern(String name, Object value) {
    try {
      Pattern.compile((String) value);
    } catch (PatternSyntaxException invalid) {
      throw new ConfigException(
          name, value, "is no regular expression: " + invalid.getDescription());
    }
  }
}
