package io.sluice.connect.elasticsearch.document;

/**
 * A record's value that no document can be made of. The message says why, and holds nothing of the
 * value but the index name that was made of it.
 */
public final class MalformedDocumentException extends Exception {

  private static final long serialVersionUID = 1L;

  public MalformedDocumentException(String message) {
    super(message);
  }

  MalformedDocumentException(String message, Throwable cause) {
    super(message, cause);
  }
}
