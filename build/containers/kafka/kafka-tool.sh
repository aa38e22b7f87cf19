#!/usr/bin/env bash
#
# One of Kafka's command line tools, by the name it is called with.

set -euo pipefail

case $(basename "$0" .sh) in
  kafka-server-start) main=kafka.Kafka ;;
  kafka-storage) main=kafka.tools.StorageTool ;;
  kafka-topics) main=org.apache.kafka.tools.TopicCommand ;;
  kafka-console-consumer) main=org.apache.kafka.tools.consumer.ConsoleConsumer ;;
  kafka-console-producer) main=org.apache.kafka.tools.ConsoleProducer ;;
  kafka-features) main=org.apache.kafka.tools.FeatureCommand ;;
  kafka-broker-api-versions) main=org.apache.kafka.tools.BrokerApiVersionsCommand ;;
  connect-distributed) main=org.apache.kafka.connect.cli.ConnectDistributed ;;
  *)
    echo "$0 is none of the tools of this image" >&2
    exit 1
    ;;
esac
# shellcheck disable=SC2086  # each variable holds several arguments
exec java ${KAFKA_HEAP_OPTS:--Xmx1g} ${KAFKA_OPTS:-} \
  ${KAFKA_LOG4J_OPTS:--Dlog4j2.configurationFile=/opt/kafka/config/log4j2.properties} \
  -cp "/opt/kafka/libs/*" "$main" "$@"
