package io.sluice.connect.elasticsearch;

import static io.sluice.connect.elasticsearch.DocumentOptions.BEHAVIOR_ON_NULL_VALUES_CONFIG;
import static io.sluice.connect.elasticsearch.DocumentOptions.DOCUMENT_ID_CONFIG;
import static io.sluice.connect.elasticsearch.DocumentOptions.DOCUMENT_VERSION_CONFIG;
import static io.sluice.connect.elasticsearch.DocumentOptions.PIPELINE_CONFIG;
import static io.sluice.connect.elasticsearch.DocumentOptions.ROUTING_CONFIG;
import static io.sluice.connect.elasticsearch.DocumentOptions.VALUE_FRAMING_CONFIG;
import static io.sluice.connect.elasticsearch.DocumentOptions.WRITE_METHOD_CONFIG;
import static io.sluice.connect.elasticsearch.TargetOptions.CREATE_CONFIG;
import static io.sluice.connect.elasticsearch.TargetOptions.INDEX_CONFIG;

import io.sluice.connect.elasticsearch.bulk.NullValueBehavior;
import io.sluice.connect.elasticsearch.index.CreateMode;
import io.sluice.connect.elasticsearch.index.IndexNameTemplate;
import io.sluice.connect.elasticsearch.operation.IdSource;
import io.sluice.connect.elasticsearch.operation.ValueFraming;
import io.sluice.connect.elasticsearch.operation.VersionSource;
import io.sluice.connect.elasticsearch.operation.WriteMethod;
import io.sluice.connect.elasticsearch.template.TextTemplate;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Which ids, write methods, versions, targets and deletions go together. Part of {@link
 * ConfigRules}; checked where all the options concerned are valid by themselves.
 */
final class DocumentRules {

  private final Map<String, ?> values;
  private final BiConsumer<String, String> problems;
  private final IdSource id;
  private final CreateMode create;
  private final WriteMethod method;
  private final boolean methodIsSet;
  private final VersionSource version;
  private final boolean lines;
  private final boolean deletes;

  private DocumentRules(Map<String, ?> values, BiConsumer<String, String> problems) {
    this.values = values;
    this.problems = problems;
    id = IdSource.parse(text(DOCUMENT_ID_CONFIG));
    create = CreateMode.parse(text(CREATE_CONFIG));
    methodIsSet = text(WRITE_METHOD_CONFIG) != null;
    method = DocumentOptions.writeMethod(text(WRITE_METHOD_CONFIG), id, create);
    version = VersionSource.parse(text(DOCUMENT_VERSION_CONFIG));
    lines = ValueFraming.parse(text(VALUE_FRAMING_CONFIG)) == ValueFraming.LINES;
    deletes =
        NullValueBehavior.parse(text(BEHAVIOR_ON_NULL_VALUES_CONFIG)) == NullValueBehavior.DELETE;
  }

  /**
   * Checks all rules.
   *
   * @param values the parsed values by option, without those that are invalid
   * @param problems takes an option and what is wrong with it
   */
  static void check(Map<String, ?> values, BiConsumer<String, String> problems) {
    for (String option :
        new String[] {
          DOCUMENT_ID_CONFIG,
          CREATE_CONFIG,
          DOCUMENT_VERSION_CONFIG,
          VALUE_FRAMING_CONFIG,
          BEHAVIOR_ON_NULL_VALUES_CONFIG,
          INDEX_CONFIG
        }) {
      if (values.get(option) == null) {
        return;
      }
    }
    // These may be null, but must not be invalid.
    for (String option : new String[] {WRITE_METHOD_CONFIG, ROUTING_CONFIG, PIPELINE_CONFIG}) {
      if (!values.containsKey(option)) {
        return;
      }
    }
    DocumentRules rules = new DocumentRules(values, problems);
    rules.dataStreamsTakeCreate();
    rules.upsertMergesByIdWithoutPipeline();
    rules.versionsNeedIndex();
    rules.linesHaveIdsOfTheirOwn();
    rules.deletionsFindTheirDocument();
  }

  private void dataStreamsTakeCreate() {
    if (create == CreateMode.DATA_STREAM && method != WriteMethod.CREATE) {
      add(
          WRITE_METHOD_CONFIG,
          method
              + " is not possible with create=data-stream: a data stream takes only new documents. Leave write.method out, or set create=index.");
    }
  }

  private void upsertMergesByIdWithoutPipeline() {
    if (method != WriteMethod.UPSERT) {
      return;
    }
    if (id.kind() == IdSource.Kind.GENERATED) {
      add(
          WRITE_METHOD_CONFIG,
          "upsert needs an id that comes again, and document.id=generated is new for each record. Set document.id=key or document.id=field:/<json pointer>.");
    }
    if (text(PIPELINE_CONFIG) != null) {
      add(
          PIPELINE_CONFIG,
          "Elasticsearch does not send updates through a pipeline, and write.method is upsert. Leave pipeline out, or set write.method=index.");
    }
  }

  private void versionsNeedIndex() {
    if (version.isNone()) {
      return;
    }
    String given = DOCUMENT_VERSION_CONFIG + "=" + text(DOCUMENT_VERSION_CONFIG);
    if (method != WriteMethod.INDEX) {
      add(
          DOCUMENT_VERSION_CONFIG,
          given
              + " needs write.method=index, and it is "
              + method
              + (methodIsSet ? "" : ", which follows from create and document.id")
              + ". Set write.method=index, or document.version=none.");
    }
    if (id.kind() == IdSource.Kind.GENERATED) {
      add(
          DOCUMENT_VERSION_CONFIG,
          given
              + " compares documents of one id, and document.id=generated is new for each record. Set document.id=key or document.id=field:/<json pointer>.");
    }
    if (lines) {
      add(
          DOCUMENT_VERSION_CONFIG,
          given
              + " is the same for all lines of a record, so it cannot be used with value.framing=lines. Set document.version=none.");
    }
  }

  private void linesHaveIdsOfTheirOwn() {
    if (lines && id.kind() == IdSource.Kind.KEY) {
      add(
          DOCUMENT_ID_CONFIG,
          "key is the same for all lines of a record, so that with value.framing=lines only the last would be left. Set document.id=offset or document.id=field:/<json pointer>.");
    }
  }

  private void deletionsFindTheirDocument() {
    if (!deletes) {
      return;
    }
    if (create == CreateMode.DATA_STREAM) {
      add(
          BEHAVIOR_ON_NULL_VALUES_CONFIG,
          "delete is not possible with create=data-stream: documents of a data stream cannot be deleted by their id. Set ignore or fail, or create=index.");
    }
    if (id.kind() != IdSource.Kind.KEY) {
      add(
          BEHAVIOR_ON_NULL_VALUES_CONFIG,
          "delete needs document.id=key: with document.id="
              + text(DOCUMENT_ID_CONFIG)
              + " the id of the document to delete cannot be told from a record without a value. Set document.id=key, or ignore or fail.");
    }
    IndexNameTemplate index = IndexNameTemplate.parse(text(INDEX_CONFIG));
    if (index.dependsOnDocument() || index.dependsOnTimestamp()) {
      add(
          BEHAVIOR_ON_NULL_VALUES_CONFIG,
          "delete cannot find the document by index="
              + index
              + ": its index follows from its own field or time, which a record without a value does not have. Set ignore or fail, or an index without {field:…} and {timestamp:…}.");
    }
    if (text(ROUTING_CONFIG) != null
        && TextTemplate.parse(text(ROUTING_CONFIG)).dependsOnDocument()) {
      add(
          BEHAVIOR_ON_NULL_VALUES_CONFIG,
          "delete cannot find the document by routing="
              + text(ROUTING_CONFIG)
              + ": a record without a value has no field. Set ignore or fail, or a routing without {field:…}.");
    }
  }

  private String text(String option) {
    return (String) values.get(option);
  }

  private void add(String option, String message) {
    problems.accept(option, message);
  }
}
