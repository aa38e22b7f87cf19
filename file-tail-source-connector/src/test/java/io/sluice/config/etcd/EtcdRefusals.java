package io.sluice.config.etcd;

/** What etcd says to a user who may not do something; only its own package makes such. */
public final class EtcdRefusals {

  private EtcdRefusals() {}

  public static EtcdException permissionDenied(String key) {
    return new EtcdException("etcd refuses to read " + key + ": permission denied", false, null);
  }
}
