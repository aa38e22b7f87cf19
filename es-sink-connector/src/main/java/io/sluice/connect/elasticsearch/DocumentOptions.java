package io.sluice.connect.elasticsearch;

import io.sluice.connect.elasticsearch.bulk.MalformedDocumentBehavior;
import io.sluice.connect.elasticsearch.bulk.NullValueBehavior;
import io.sluice.connect.elasticsearch.document.KafkaMetadata;
import io.sluice.connect.elasticsearch.index.CreateMode;
import io.sluice.connect.elasticsearch.operation.IdSource;
import io.sluice.connect.elasticsearch.operation.OperationSettings;
import io.sluice.connect.elasticsearch.operation.ValueFraming;
import io.sluice.connect.elasticsearch.operation.VersionSource;
import io.sluice.connect.elasticsearch.operation.WriteMethod;
import io.sluice.connect.elasticsearch.template.TextTemplate;
import java.util.Optional;
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
      "What the id of a document is made of: offset is the topic, partition and offset the record came from, so that a record which is sent again is found to be there already; key is the record's key, a text, number or boolean; field:/user/id is a field of the document, by a JSON pointer; generated leaves it to Elasticsearch, and then a request that is repeated because its answer was lost doubles its documents. An id has at most 512 bytes.";

  static final String WRITE_METHOD_CONFIG = "write.method";
  private static final String WRITE_METHOD_DOC =
      "What happens where a document with the same id is there: create leaves it, index replaces it, upsert puts the fields of the new one into it. If it is not set, create for data streams and for document.id=offset, else index.";

  static final String DOCUMENT_VERSION_CONFIG = "document.version";
  static final String DOCUMENT_VERSION_DEFAULT = "none";
  private static final String DOCUMENT_VERSION_DOC =
      "What Elasticsearch takes for the version of a document, so that none is replaced by an older one: none, offset (of the record; it must not come from a topic of several partitions that share keys, or from one that was recreated), timestamp (of the record) or header:<name> (a whole number). Needs write.method=index.";

  static final String ROUTING_CONFIG = "routing";
  private static final String ROUTING_DOC =
      "What the shard of a document is chosen by, instead of its id: text in which {key}, {header:<name>}, {field:/<json pointer>}, {topic} and {timestamp:<pattern>} stand for what the record holds.";

  static final String PIPELINE_CONFIG = "pipeline";
  private static final String PIPELINE_DOC =
      "The ingest pipeline that documents go through, instead of the default one of their index; with placeholders as in routing.";

  static final String VALUE_FRAMING_CONFIG = "value.framing";
  static final String VALUE_FRAMING_DEFAULT = ValueFraming.RECORD.toString();
  private static final String VALUE_FRAMING_DOC =
      "How many documents a value holds: record is one; lines is one for each line of bytes or text, as the FileTailSourceConnector sends with record.format=lines. A line's id is that of its record and its number in it.";

  static final String DOCUMENT_METADATA_CONFIG = "document.metadata";
  static final String DOCUMENT_METADATA_DEFAULT = "";
  private static final String DOCUMENT_METADATA_DOC =
      "What is added to each document of where its record was in Kafka, before transformations: topic, partition, offset, timestamp, key and header:<name>, comma separated. Text and numbers of keys and headers are written as text.";

  static final String DOCUMENT_METADATA_FIELD_CONFIG = "document.metadata.field";
  static final String DOCUMENT_METADATA_FIELD_DEFAULT = KafkaMetadata.NONE.field();
  private static final String DOCUMENT_METADATA_FIELD_DOC =
      "The field of the document that takes document.metadata. A document that has a field of this name already is malformed.";

  static final String BEHAVIOR_ON_NULL_VALUES_CONFIG = "behavior.on.null.values";
  static final String BEHAVIOR_ON_NULL_VALUES_DEFAULT = NullValueBehavior.IGNORE.toString();
  private static final String BEHAVIOR_ON_NULL_VALUES_DOC =
      "What is done with a record that has no value: ignore passes over it, delete deletes the document that has the record's key for its id, fail fails the task.";

  static final String BEHAVIOR_ON_MALFORMED_DOCUMENTS_CONFIG = "behavior.on.malformed.documents";
  static final String BEHAVIOR_ON_MALFORMED_DOCUMENTS_DEFAULT =
      MalformedDocumentBehavior.FAIL.toString();
  private static final String BEHAVIOR_ON_MALFORMED_DOCUMENTS_DOC =
      "What is done with a record that cannot be indexed, because no document can be made of it or because it does not fit the mapping: fail fails the task, warn passes over it with a warning in the log, ignore passes over it, report sends it to Connect's dead letter queue.";

  private final OperationSettings operations;
  private final NullValueBehavior onNullValues;
  private final MalformedDocumentBehavior onMalformedDocuments;

  DocumentOptions(AbstractConfig config, CreateMode createMode) {
    onNullValues = NullValueBehavior.parse(config.getString(BEHAVIOR_ON_NULL_VALUES_CONFIG));
    onMalformedDocuments =
        MalformedDocumentBehavior.parse(config.getString(BEHAVIOR_ON_MALFORMED_DOCUMENTS_CONFIG));
    IdSource id = IdSource.parse(config.getString(DOCUMENT_ID_CONFIG));
    operations =
        new OperationSettings(
            id,
            writeMethod(config.getString(WRITE_METHOD_CONFIG), id, createMode),
            VersionSource.parse(config.getString(DOCUMENT_VERSION_CONFIG)),
            Optional.ofNullable(config.getString(ROUTING_CONFIG)).map(TextTemplate::parse),
            Optional.ofNullable(config.getString(PIPELINE_CONFIG)).map(TextTemplate::parse),
            onNullValues == NullValueBehavior.DELETE,
            ValueFraming.parse(config.getString(VALUE_FRAMING_CONFIG)),
            KafkaMetadata.parse(
                config.getString(DOCUMENT_METADATA_FIELD_CONFIG),
                config.getList(DOCUMENT_METADATA_CONFIG)));
  }

  /**
   * The write method that the option says, or that follows where it is not set.
   *
   * @param option may be null
   */
  static WriteMethod writeMethod(String option, IdSource id, CreateMode createMode) {
    if (option != null) {
      return WriteMethod.parse(option);
    }
    return createMode == CreateMode.DATA_STREAM || id.kind() == IdSource.Kind.OFFSET
        ? WriteMethod.CREATE
        : WriteMethod.INDEX;
  }

  static ConfigDef define(ConfigDef definition) {
    return definition
        .define(
            DOCUMENT_ID_CONFIG,
            Type.STRING,
            DOCUMENT_ID_DEFAULT,
            OptionValidators.DOCUMENT_ID,
            Importance.HIGH,
            DOCUMENT_ID_DOC,
            GROUP,
            1,
            Width.MEDIUM,
            "Document id")
        .define(
            WRITE_METHOD_CONFIG,
            Type.STRING,
            null,
            OptionValidators.WRITE_METHOD,
            Importance.HIGH,
            WRITE_METHOD_DOC,
            GROUP,
            2,
            Width.SHORT,
            "Write method")
        .define(
            DOCUMENT_VERSION_CONFIG,
            Type.STRING,
            DOCUMENT_VERSION_DEFAULT,
            OptionValidators.DOCUMENT_VERSION,
            Importance.MEDIUM,
            DOCUMENT_VERSION_DOC,
            GROUP,
            3,
            Width.MEDIUM,
            "Document version")
        .define(
            ROUTING_CONFIG,
            Type.STRING,
            null,
            OptionValidators.TEMPLATE,
            Importance.LOW,
            ROUTING_DOC,
            GROUP,
            4,
            Width.MEDIUM,
            "Routing")
        .define(
            PIPELINE_CONFIG,
            Type.STRING,
            null,
            OptionValidators.TEMPLATE,
            Importance.MEDIUM,
            PIPELINE_DOC,
            GROUP,
            5,
            Width.MEDIUM,
            "Ingest pipeline")
        .define(
            VALUE_FRAMING_CONFIG,
            Type.STRING,
            VALUE_FRAMING_DEFAULT,
            ValidString.in(ValueFraming.options().toArray(String[]::new)),
            Importance.MEDIUM,
            VALUE_FRAMING_DOC,
            GROUP,
            6,
            Width.SHORT,
            "Documents in a value")
        .define(
            DOCUMENT_METADATA_CONFIG,
            Type.LIST,
            DOCUMENT_METADATA_DEFAULT,
            OptionValidators.DOCUMENT_METADATA,
            Importance.LOW,
            DOCUMENT_METADATA_DOC,
            GROUP,
            7,
            Width.LONG,
            "Kafka metadata")
        .define(
            DOCUMENT_METADATA_FIELD_CONFIG,
            Type.STRING,
            DOCUMENT_METADATA_FIELD_DEFAULT,
            OptionValidators.FIELD_NAME,
            Importance.LOW,
            DOCUMENT_METADATA_FIELD_DOC,
            GROUP,
            8,
            Width.SHORT,
            "Field of Kafka metadata")
        .define(
            BEHAVIOR_ON_NULL_VALUES_CONFIG,
            Type.STRING,
            BEHAVIOR_ON_NULL_VALUES_DEFAULT,
            ValidString.in(NullValueBehavior.options().toArray(String[]::new)),
            Importance.MEDIUM,
            BEHAVIOR_ON_NULL_VALUES_DOC,
            GROUP,
            9,
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
            10,
            Width.SHORT,
            "Malformed documents");
  }

  /** Which operations are made of records; made for one task, whose thread alone uses it. */
  OperationSettings operations() {
    return operations;
  }

  NullValueBehavior onNullValues() {
    return onNullValues;
  }

  MalformedDocumentBehavior onMalformedDocuments() {
    return onMalformedDocuments;
  }
}
