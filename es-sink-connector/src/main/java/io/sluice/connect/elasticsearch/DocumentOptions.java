package io.sluice.connect.elasticsearch;

import io.sluice.connect.elasticsearch.bulk.MalformedDocumentBehavior;
import io.sluice.connect.elasticsearch.bulk.NullValueBehavior;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/** What becomes of a record: which document, under which id, and what where there is none. */
final class DocumentOptions {

  private static final String GROUP = "Documents";

  static final String DOCUMENT_ID_CONFIG = "document.id";
  static final String DOCUMENT_ID_DEFAULT = "offset";
  private static final String DOCUMENT_ID_DOC =
      "What the id of a document is made of: offset is the topic, partition and offset the record came from, so that a record which is sent again is found to be there already.";

  static final String BEHAVIOR_ON_NULL_VALUES_CONFIG = "behavior.on.null.values";
  static final String BEHAVIOR_ON_NULL_VALUES_DEFAULT = NullValueBehavior.IGNORE.toString();
  private static final String BEHAVIOR_ON_NULL_VALUES_DOC =
      "What is done with a record that has no value: ignore passes over it, fail fails the task.";

  static final String BEHAVIOR_ON_MALFORMED_DOCUMENTS_CONFIG = "behavior.on.malformed.documents";
  static final String BEHAVIOR_ON_MALFORMED_DOCUMENTS_DEFAULT =
      MalformedDocumentBehavior.FAIL.toString();
  private static final String BEHAVIOR_ON_MALFORMED_DOCUMENTS_DOC =
      "What is done with a record that cannot be indexed, because no document can be made of it or because it does not fit the mapping: fail fails the task, warn passes over it with a warning in the log, ignore passes over it, report sends it to Connect's dead letter queue.";

  private final NullValueBehavior onNullValues;
  private final MalformedDocumentBehavior onMalformedDocuments;

  DocumentOptions(AbstractConfig config) {
    onNullValues = NullValueBehavior.parse(config.getString(BEHAVIOR_ON_NULL_VALUES_CONFIG));
    onMalformedDocuments =
        MalformedDocumentBehavior.parse(config.getString(BEHAVIOR_ON_MALFORMED_DOCUMENTS_CONFIG));
  }

  static ConfigDef define(ConfigDef definition) {
    return definition
        .define(
            DOCUMENT_ID_CONFIG,
            Type.STRING,
            DOCUMENT_ID_DEFAULT,
            ValidString.in(DOCUMENT_ID_DEFAULT),
            Importance.MEDIUM,
            DOCUMENT_ID_DOC,
            GROUP,
            1,
            Width.SHORT,
            "Document id")
        .define(
            BEHAVIOR_ON_NULL_VALUES_CONFIG,
            Type.STRING,
            BEHAVIOR_ON_NULL_VALUES_DEFAULT,
            ValidString.in(NullValueBehavior.options().toArray(String[]::new)),
            Importance.MEDIUM,
            BEHAVIOR_ON_NULL_VALUES_DOC,
            GROUP,
            2,
            Width.SHORT,
            "Records without a value")
        .define(
            BEHAVIOR_ON_MALFORMED_DOCUMENTS_CONFIG,
            Type.STRING,
            BEHAVIOR_ON_MALFORMED_DOCUMENTS_DEFAULT,
            ValidString.in(MalformedDocumentBehavior.options().toArray(String[]::new)),
            Importance.MEDIUM,
            BEHAVIOR_ON_MALFORMED_DOCUMENTS_DOC,
            GROUP,
            3,
            Width.SHORT,
            "Malformed documents");
  }

  NullValueBehavior onNullValues() {
    return onNullValues;
  }

  MalformedDocumentBehavior onMalformedDocuments() {
    return onMalformedDocuments;
  }
}
