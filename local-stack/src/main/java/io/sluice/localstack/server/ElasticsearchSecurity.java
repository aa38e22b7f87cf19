package io.sluice.localstack.server;

import java.util.List;

/**
 * An Elasticsearch that asks who one is, over TLS with a certificate of its own authority.
 *
 * @param users of the file realm
 * @param roles the content of roles.yml
 * @param clientCertificates whether clients must show one
 */
public record ElasticsearchSecurity(List<User> users, String roles, boolean clientCertificates) {

  public ElasticsearchSecurity {
    users = List.copyOf(users);
  }

  /** A user with one role, of roles.yml or Elasticsearch's own. */
  public record User(String name, String password, String role) {

    @Override
    public String toString() {
      return name + " (" + role + ")";
    }
  }
}
