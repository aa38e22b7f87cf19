package io.sluice.config.etcd;

import io.grpc.Status;

/** What etcd says to a user who may not do something; only its own package makes such. */
public final class EtcdRefusals {

  private EtcdRefusals() {}

  public static EtcdException permissionDenied(String key) {
    return new EtcdException(
        "etcd refuses to read " + key + ": permission denied",
        false,
        Status.PERMISSION_DENIED.asException());
  }

  /** As where the reading thread is interrupted: nothing that etcd says of the key. */
  public static EtcdException interrupted(String key) {
    return new EtcdException(
        "etcd could not read " + key + ": InterruptedException", false, new InterruptedException());
  }
}
