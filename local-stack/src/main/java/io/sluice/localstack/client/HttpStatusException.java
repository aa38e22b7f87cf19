package io.sluice.localstack.client;

/** A server answered with a status other than 2xx; the message holds its body. */
public final class HttpStatusException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  HttpStatusException(String request, int status, String body) {
    super(request + " was answered " + status + ": " + body);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
