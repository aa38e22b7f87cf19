package io.sluice.connect.elasticsearch.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads bulk answers token by token: of the operations that succeeded nothing is kept but their
 * number. Stateless.
 */
final class BulkResponseParser {

  private static final JsonFactory FACTORY = new JsonFactory();

  private BulkResponseParser() {}

  static BulkResponse parseItems(int status, InputStream body) throws IOException {
    List<ItemFailure> failures = new ArrayList<>();
    int items = -1;
    try (JsonParser json = FACTORY.createParser(body)) {
      require(json.nextToken(), JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean isItems = json.currentName().equals("items");
        json.nextToken();
        if (isItems) {
          require(json.currentToken(), JsonToken.START_ARRAY);
          items = 0;
          while (json.nextToken() == JsonToken.START_OBJECT) {
            parseItem(json, items++, failures);
          }
          require(json.currentToken(), JsonToken.END_ARRAY);
        } else {
          json.skipChildren();
        }
      }
      require(json.currentToken(), JsonToken.END_OBJECT);
    }
    return new BulkResponse(status, items, failures, ErrorCause.UNKNOWN);
  }

  /**
   * The error of a request that was refused as a whole; unknown where the body is not
   * Elasticsearch's.
   */
  static ErrorCause parseError(InputStream body) {
    ErrorCause error = ErrorCause.UNKNOWN;
    try (JsonParser json = FACTORY.createParser(body)) {
      require(json.nextToken(), JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean isError = json.currentName().equals("error");
        json.nextToken();
        if (isError) {
          error = parseCause(json);
        } else {
          json.skipChildren();
        }
      }
      return error;
    } catch (IOException e) {
      // A proxy's page, for instance: the status alone has to tell.
      return ErrorCause.UNKNOWN;
    }
  }

  /** One item: {@code {"create": {"status": …, "error": {…}}}}. */
  private static void parseItem(JsonParser json, int position, List<ItemFailure> failures)
      throws IOException {
    require(json.nextToken(), JsonToken.FIELD_NAME);
    require(json.nextToken(), JsonToken.START_OBJECT);
    int status = 0;
    ErrorCause error = ErrorCause.UNKNOWN;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals("status")) {
        status = json.getIntValue();
      } else if (name.equals("error")) {
        error = parseCause(json);
      } else {
        json.skipChildren();
      }
    }
    require(json.nextToken(), JsonToken.END_OBJECT);
    if (status < 200 || status >= 300) {
      failures.add(new ItemFailure(position, status, error));
    }
  }

  private static ErrorCause parseCause(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      String text = json.getValueAsString();
      json.skipChildren();
      return new ErrorCause(null, text);
    }
    String type = null;
    String reason = null;
    ErrorCause deeper = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "type" -> type = json.getValueAsString();
        case "reason" -> reason = json.getValueAsString();
        case "caused_by" -> deeper = parseCause(json);
        default -> json.skipChildren();
      }
    }
    return new ErrorCause(type, deeper == null ? reason : reason + " (" + deeper + ")");
  }

  private static void require(JsonToken found, JsonToken expected) throws IOException {
    if (found != expected) {
      throw new IOException("expected " + expected + " in a bulk answer, found " + found);
    }
  }
}
