package io.sluice.connect.filetail.record;

import io.sluice.connect.filetail.line.Line;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** A Struct with the fields of the Elastic Common Schema as the value. */
final class EcsRecords implements LineRecords {

  private static final Schema FILE_SCHEMA =
      SchemaBuilder.struct().field(Document.PATH, Schema.STRING_SCHEMA).build();
  private static final Schema LOG_SCHEMA =
      SchemaBuilder.struct()
          .field(Document.FILE, FILE_SCHEMA)
          .field(Document.OFFSET, Schema.INT64_SCHEMA)
          .field(Document.FLAGS, SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build())
          .build();
  private static final Schema HOST_SCHEMA =
      SchemaBuilder.struct().field(Document.NAME, Schema.STRING_SCHEMA).build();

  private final Envelope envelope;
  private final ReadTime time;
  private final Schema schema;
  private final Struct file;
  private final Struct host;
  private final FieldStruct fields;

  EcsRecords(Origin origin, RecordKey key, ReadTime time) {
    this.envelope = new Envelope(origin, key, time);
    this.time = time;
    this.file = new Struct(FILE_SCHEMA).put(Document.PATH, origin.path());
    this.host = new Struct(HOST_SCHEMA).put(Document.NAME, origin.host());
    this.fields = FieldStruct.of(origin.fields());
    SchemaBuilder builder =
        SchemaBuilder.struct()
            .name("io.sluice.LogLine")
            .field(Document.TIMESTAMP, Schema.STRING_SCHEMA)
            .field(Document.LOG, LOG_SCHEMA)
            .field(Document.HOST, HOST_SCHEMA);
    fields.schema().fields().forEach(field -> builder.field(field.name(), field.schema()));
    this.schema = builder.field(Document.MESSAGE, Schema.STRING_SCHEMA).build();
  }

  @Override
  public SourceRecord record(Line line) {
    Struct log = new Struct(LOG_SCHEMA).put(Document.FILE, file).put(Document.OFFSET, line.start());
    if (!line.marks().areNone()) {
      log.put(Document.FLAGS, line.marks().flags());
    }
    Struct value =
        new Struct(schema)
            .put(Document.TIMESTAMP, time.text())
            .put(Document.LOG, log)
            .put(Document.HOST, host)
            .put(Document.MESSAGE, line.text());
    fields
        .schema()
        .fields()
        .forEach(field -> value.put(field.name(), fields.value().get(field.name())));
    return envelope.record(line.offset(), schema, value, null);
  }
}
