package io.sluice.connect.filetail.collect;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DatabindException;

/**
 * What is said of a text that is not what was looked for. Another host may have named its key, and
 * it may be any secret that the reader may read: Jackson's own messages would show parts of it.
 */
final class ForeignJson {

  private ForeignJson() {}

  /** Where the text is wrong and how, without a word of it. */
  static String describe(JsonProcessingException failure) {
    JsonLocation at = failure.getLocation();
    String place =
        at == null ? "" : "line " + at.getLineNr() + " column " + at.getColumnNr() + ": ";
    // A mistake inside a value comes wrapped.
    boolean isJson =
        failure instanceof DatabindException
            && !(failure.getCause() instanceof StreamReadException);
    return place + (isJson ? "the value is of another kind" : "is not JSON");
  }
}
