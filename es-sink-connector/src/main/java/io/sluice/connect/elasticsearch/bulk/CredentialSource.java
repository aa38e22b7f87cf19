package io.sluice.connect.elasticsearch.bulk;

/** Where the credentials of the connection come from. */
@FunctionalInterface
public interface CredentialSource {

  /**
   * Reads them again, and uses them from now on where they are others. It may take as long as
   * Connect's providers of configuration take.
   *
   * @return whether they are others
   * @throws RuntimeException where they cannot be read
   */
  boolean renew();
}
