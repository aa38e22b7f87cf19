package io.sluice.config.etcd;

/**
 * An etcd request that failed. The message names the endpoints, what was asked, and the cause; it
 * never holds a secret or a value.
 */
public final class EtcdException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean unavailable;
  private final String remedy;

  EtcdException(String message, boolean unavailable, Throwable cause) {
    this(message, "", unavailable, cause);
  }

  /**
   * @param remedy what somebody has to do, as a sentence; empty where that is not known, or nothing
   */
  EtcdException(String message, String remedy, boolean unavailable, Throwable cause) {
    super(remedy.isEmpty() ? message : message + ". " + remedy, cause);
    this.unavailable = unavailable;
    this.remedy = remedy;
  }

  String remedy() {
    return remedy;
  }

  /**
   * Whether etcd could not be reached or did not answer in time, which heals by itself; otherwise
   * etcd answered with a refusal.
   */
  public boolean isUnavailable() {
    return unavailable;
  }
}
