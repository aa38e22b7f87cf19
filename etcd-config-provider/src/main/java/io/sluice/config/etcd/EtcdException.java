package io.sluice.config.etcd;

/**
 * An etcd request that failed. The message names the endpoints, what was asked, and the cause; it
 * never holds a secret or a value.
 */
public final class EtcdException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean unavailable;
  private final String remedy;
  private final boolean unconnected;

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
    this.unconnected = false;
  }

  private EtcdException(EtcdException of) {
    super(of.getMessage(), of);
    this.unavailable = of.unavailable;
    this.remedy = of.remedy;
    this.unconnected = true;
  }

  /** The same, where etcd was not even asked. */
  EtcdException ofConnecting() {
    return new EtcdException(this);
  }

  String remedy() {
    return remedy;
  }

  /**
   * Whether etcd could not be reached, did not answer in time, or cannot do it for now, so that it
   * is worth another try; otherwise etcd answered with a refusal.
   */
  public boolean isUnavailable() {
    return unavailable;
  }

  /** Whether etcd has said nothing, be it away, be it that no connection could be made. */
  boolean isNoAnswer() {
    return unavailable || unconnected;
  }

  /** Whether etcd knows the user, who may not do what was asked. */
  public boolean isDenied() {
    return EtcdFailure.isDenied(this);
  }
}
