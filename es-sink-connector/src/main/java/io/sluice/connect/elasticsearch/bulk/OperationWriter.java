package io.sluice.connect.elasticsearch.bulk;

import io.sluice.connect.elasticsearch.document.DocumentWriter;
import io.sluice.connect.elasticsearch.document.GrowableBytes;
import io.sluice.connect.elasticsearch.document.MalformedDocumentException;
import io.sluice.connect.elasticsearch.document.RecordLines;
import io.sluice.connect.elasticsearch.operation.ActionWriter;
import io.sluice.connect.elasticsearch.operation.IdSource;
import io.sluice.connect.elasticsearch.operation.Operation;
import io.sluice.connect.elasticsearch.operation.OperationSettings;
import io.sluice.connect.elasticsearch.template.RecordView;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Writes the operations that are made of records, as they stand in a bulk body: the action line,
 * then the document if there is one. Owned by the task's thread.
 *
 * <p>The document comes second, but what it holds may decide about the action: its id or its index.
 * Only then it is written aside first and copied.
 */
final class OperationWriter {

  private static final byte[] UPDATE_START = "{\"doc\":".getBytes(StandardCharsets.UTF_8);
  private static final byte[] UPDATE_END =
      ",\"doc_as_upsert\":true}".getBytes(StandardCharsets.UTF_8);

  private final Operation operation;
  private final Targets targets;
  private final DocumentWriter documents;
  private final ActionWriter actions;
  private final RecordView view = new RecordView();
  private final boolean idsAreOffsets;
  private final boolean documentFirst;
  private final GrowableBytes document = new GrowableBytes(1024);
  private Target target;

  OperationWriter(OperationSettings settings, Targets targets, DocumentWriter documents) {
    this.operation = settings.method().operation();
    this.targets = targets;
    this.documents = documents;
    this.actions = new ActionWriter(settings);
    this.idsAreOffsets = settings.id().kind() == IdSource.Kind.OFFSET;
    this.documentFirst = settings.dependsOnDocument() || targets.dependOnDocument();
  }

  /**
   * Appends the operation on a record's document.
   *
   * @param line the line that is the document, or null where the whole record is
   * @throws MalformedDocumentException where it cannot be made; some of it may have been written
   */
  void write(SourcePartition partition, SinkRecord record, RecordLines line, GrowableBytes out)
      throws MalformedDocumentException {
    view.turnTo(record);
    target = null;
    if (documentFirst) {
      document.truncate(0);
      document(record, line, document);
      view.document(document.array(), 0);
      action(operation, partition, line, out);
      if (operation == Operation.UPDATE) {
        out.write(UPDATE_START);
      }
      out.write(document.array(), 0, document.size());
    } else {
      action(operation, partition, line, out);
      if (operation == Operation.UPDATE) {
        out.write(UPDATE_START);
      }
      document(record, line, out);
    }
    if (operation == Operation.UPDATE) {
      out.write(UPDATE_END);
    }
    out.write('\n');
  }

  /**
   * Appends the deletion of the document that has a record's id.
   *
   * @throws MalformedDocumentException where it cannot be made; some of it may have been written
   */
  void delete(SourcePartition partition, SinkRecord record, GrowableBytes out)
      throws MalformedDocumentException {
    view.turnTo(record);
    target = null;
    action(Operation.DELETE, partition, null, out);
  }

  /** Where the operation last written goes, or null where that did not become clear. */
  Target target() {
    return target;
  }

  /** A hash of the id last written. */
  long idHash() {
    return actions.idHash();
  }

  private void action(
      Operation what, SourcePartition partition, RecordLines line, GrowableBytes out)
      throws MalformedDocumentException {
    target = targets.of(view);
    actions.write(
        what,
        idsAreOffsets ? partition.start(target, what) : target.start(what),
        line == null ? ActionWriter.WHOLE_RECORD : line.index(),
        view,
        out);
  }

  private void document(SinkRecord record, RecordLines line, GrowableBytes out)
      throws MalformedDocumentException {
    if (line == null) {
      documents.write(record, out);
    } else {
      line.write(out);
    }
  }
}
