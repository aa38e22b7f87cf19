package io.sluice.connect.elasticsearch.operation;

import io.sluice.connect.elasticsearch.document.KafkaMetadata;
import io.sluice.connect.elasticsearch.template.TextTemplate;
import java.util.Optional;

/**
 * Which operations are made of records.
 *
 * @param method how documents are written
 * @param deletes whether a record without a value deletes the document of its id
 */
public record OperationSettings(
    IdSource id,
    WriteMethod method,
    VersionSource version,
    Optional<TextTemplate> routing,
    Optional<TextTemplate> pipeline,
    boolean deletes,
    ValueFraming framing,
    KafkaMetadata metadata) {

  /** One new document for each record, under an id of its own. */
  public static final OperationSettings DEFAULT =
      new OperationSettings(
          IdSource.OFFSET,
          WriteMethod.CREATE,
          VersionSource.NONE,
          Optional.empty(),
          Optional.empty(),
          false,
          ValueFraming.RECORD,
          KafkaMetadata.NONE);

  /** Whether the document must be there before its action line can be written. */
  public boolean dependsOnDocument() {
    return id.kind() == IdSource.Kind.FIELD
        || routing.map(TextTemplate::dependsOnDocument).orElse(false)
        || pipeline.map(TextTemplate::dependsOnDocument).orElse(false);
  }
}
