package io.sluice.config.etcd;

/**
 * An etcd request that failed. The message names the endpoints, what was asked, and the cause; it
 * never holds a secret or a value.
 */
public final class EtcdException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean unavailable;

  EtcdException(String message, boolean unavailable, Throwable cause) {
    super(message, cause);
    this.unavailable = unavailable;
  }

  /**
   * Whether etcd could not be reached or did not answer in time, which heals by itself; otherwise
   * etcd answered with a refusal.
   */
  public boolean isUnavailable() {
    return unavailable;
  }
}
