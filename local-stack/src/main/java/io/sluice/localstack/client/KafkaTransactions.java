package io.sluice.localstack.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;

/**
 * The version of a cluster's transactions: 1 at most, where a commit holds all that was sent.
 *
 * <p>Under version 2, which new clusters of Kafka 4 have, a producer may end a transaction while
 * records of it still wait to be sent. Its sender thread asks first whether any batch is incomplete
 * ({@code RecordAccumulator.hasIncomplete}), then takes the transaction manager's lock to see
 * whether a commit is due ({@code TransactionManager.nextRequest}); where the caller adds its last
 * records and commits between the two, the thread goes by the old answer. What is left behind comes
 * into the next transaction, if there is one. Connect sends a task's positions last, so it is they
 * that are left behind. Under version 1 the partition of the positions must be added to the
 * transaction by a request of its own, which goes before the commit, and the sender asks anew after
 * it. Read in the sources of kafka-clients 4.0.0 and 4.3.1, and seen with a pause put between the
 * two.
 */
public final class KafkaTransactions {

  private static final String FEATURE = "transaction.version";
  private static final short WHOLE_COMMITS = 1;
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private KafkaTransactions() {}

  /** The version that is in effect; 0 in a cluster that knows of none. */
  public static short version(String bootstrapServers) throws Exception {
    try (Admin admin = KafkaProbe.admin(bootstrapServers)) {
      return version(admin);
    }
  }

  /** Lowers the version where it is too high. An exception means that it may not be lowered yet. */
  public static void lower(String bootstrapServers) throws Exception {
    try (Admin admin = KafkaProbe.admin(bootstrapServers)) {
      if (version(admin) > WHOLE_COMMITS) {
        admin
            .updateFeatures(
                Map.of(FEATURE, new FeatureUpdate(WHOLE_COMMITS, UpgradeType.SAFE_DOWNGRADE)),
                new UpdateFeaturesOptions())
            .all()
            .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      }
    }
  }

  private static short version(Admin admin) throws Exception {
    FinalizedVersionRange range =
        admin
            .describeFeatures()
            .featureMetadata()
            .get(LIMIT.toSeconds(), TimeUnit.SECONDS)
            .finalizedFeatures()
            .get(FEATURE);
    return range == null ? 0 : range.maxVersionLevel();
  }
}
