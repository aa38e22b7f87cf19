package io.sluice.connect.filetail.record;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** An entry's extra fields as Connect data, with the schema that their values show. */
record FieldStruct(Schema schema, Struct value) {

  static FieldStruct of(Map<String, Object> fields) {
    SchemaBuilder builder = SchemaBuilder.struct();
    fields.forEach((name, value) -> builder.field(name, schemaOf(value)));
    Schema schema = builder.build();
    Struct struct = new Struct(schema);
    fields.forEach((name, value) -> struct.put(name, valueOf(value)));
    return new FieldStruct(schema, struct);
  }

  private static Schema schemaOf(Object value) {
    if (value instanceof String) {
      return Schema.STRING_SCHEMA;
    } else if (value instanceof Long) {
      return Schema.INT64_SCHEMA;
    } else if (value instanceof Double) {
      return Schema.FLOAT64_SCHEMA;
    } else if (value instanceof Boolean) {
      return Schema.BOOLEAN_SCHEMA;
    } else if (value instanceof List<?>) {
      return SchemaBuilder.array(Schema.STRING_SCHEMA).build();
    }
    return nested(value).schema();
  }

  private static Object valueOf(Object value) {
    return value instanceof Map<?, ?> ? nested(value).value() : value;
  }

  @SuppressWarnings("unchecked") // a collect list holds JSON objects only, their keys are texts
  private static FieldStruct nested(Object value) {
    return of((Map<String, Object>) value);
  }
}
