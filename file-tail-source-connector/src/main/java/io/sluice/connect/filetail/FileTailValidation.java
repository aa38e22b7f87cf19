package io.sluice.connect.filetail;

import io.sluice.config.etcd.EtcdClient;
import io.sluice.config.etcd.EtcdException;
import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdSettings;
import io.sluice.connect.filetail.collect.CollectListException;
import io.sluice.connect.filetail.collect.CollectListParser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Everything that is wrong with a configuration, each problem at its option: first the options by
 * themselves, then against each other, and last, if all was well so far, what etcd holds.
 */
final class FileTailValidation {

  private final Map<String, String> options;
  private final LocalHost localHost;
  private final Map<String, ConfigValue> values;
  private final Map<String, String> goodOptions;

  FileTailValidation(Map<String, String> options) {
    this(options, new ThisHost());
  }

  FileTailValidation(Map<String, String> options, LocalHost localHost) {
    this.options = options;
    this.localHost = localHost;
    this.values = FileTailConfig.definition().validateAll(options);
    this.goodOptions = new HashMap<>(options);
    values.values().stream()
        .filter(value -> !value.errorMessages().isEmpty())
        .forEach(value -> goodOptions.remove(value.name()));
  }

  Config run() {
    AbstractConfig single = new AbstractConfig(FileTailConfig.definition(), goodOptions, false);
    boolean keys =
        !single.getList(CollectOptions.COLLECT_KEYS_CONFIG).isEmpty()
            || isWrong(CollectOptions.COLLECT_KEYS_CONFIG);
    boolean list = single.getString(CollectOptions.COLLECT_LIST_CONFIG) != null;
    if (keys == list) {
      String rule = "exactly one of collect.keys and collect.list must be set; ";
      String found = keys ? "both are" : "neither is";
      wrong(CollectOptions.COLLECT_KEYS_CONFIG, rule + found);
      wrong(CollectOptions.COLLECT_LIST_CONFIG, rule + found);
    }
    if (keys) {
      EtcdSettings.problems(single, CollectOptions.ETCD_PREFIX).forEach(this::wrong);
    }
    checkConverter(single);
    if (list && !keys) {
      config(goodOptions).ifPresent(this::checkList);
    }
    if (keys && !list && isGoodSoFar()) {
      config(options).ifPresent(this::checkKeys);
    }
    return new Config(List.copyOf(values.values()));
  }

  private void checkConverter(AbstractConfig single) {
    new RecordOptions(single)
        .formatProblem()
        .ifPresent(problem -> wrong(RecordOptions.RECORD_FORMAT_CONFIG, problem));
  }

  private Optional<FileTailConfig> config(Map<String, String> good) {
    try {
      return Optional.of(new FileTailConfig(good, localHost));
    } catch (ConnectException unknownHost) {
      wrong(CollectOptions.HOST_CONFIG, unknownHost.getMessage());
      return Optional.empty();
    }
  }

  private void checkList(FileTailConfig config) {
    String option = CollectOptions.COLLECT_LIST_CONFIG;
    try {
      parser(config).parse(Map.of(option, config.collect().list().orElseThrow()));
    } catch (CollectListException bad) {
      wrong(option, bad);
    }
  }

  private void checkKeys(FileTailConfig config) {
    List<EtcdRange> ranges;
    try {
      ranges = config.collect().keys();
    } catch (ConnectException unknownHost) {
      wrong(CollectOptions.COLLECT_KEYS_CONFIG, unknownHost.getMessage());
      return;
    }
    Map<String, String> problems = config.collect().writtenKeyProblems(options.get("name"), ranges);
    problems.forEach(this::wrong);
    if (problems.isEmpty()) {
      checkEtcd(config, ranges);
    }
  }

  private void checkEtcd(FileTailConfig config, List<EtcdRange> ranges) {
    try (EtcdClient etcd = EtcdClient.acquire(config.collect().etcd().orElseThrow())) {
      new FoundLists(etcd.readAny(ranges)).parse(parser(config));
    } catch (CollectListException bad) {
      wrong(CollectOptions.COLLECT_KEYS_CONFIG, bad);
    } catch (EtcdException failed) {
      wrong(CollectOptions.ETCD_PREFIX + "endpoints", failed.getMessage());
    }
  }

  private static CollectListParser parser(FileTailConfig config) {
    return new CollectListParser(config.access(), config.records().rules());
  }

  private void wrong(String option, CollectListException bad) {
    bad.messages().forEach(message -> wrong(option, message));
  }

  private boolean isGoodSoFar() {
    return values.keySet().stream().noneMatch(this::isWrong);
  }

  private boolean isWrong(String option) {
    return !values.get(option).errorMessages().isEmpty();
  }

  private void wrong(String option, String message) {
    values.get(option).addErrorMessage(message);
  }
}
