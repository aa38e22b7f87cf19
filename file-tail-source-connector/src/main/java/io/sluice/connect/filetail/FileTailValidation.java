package io.sluice.connect.filetail;

import io.sluice.config.etcd.EtcdClient;
import io.sluice.config.etcd.EtcdException;
import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdSettings;
import io.sluice.connect.filetail.collect.CollectListException;
import io.sluice.connect.filetail.collect.CollectListParser;
import io.sluice.connect.filetail.collect.CollectProblem;
import io.sluice.connect.filetail.collect.ValueConverter;
import io.sluice.connect.filetail.record.RecordFormat;
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
        !single.getList(FileTailConfig.COLLECT_KEYS_CONFIG).isEmpty()
            || isWrong(FileTailConfig.COLLECT_KEYS_CONFIG);
    boolean list = single.getString(FileTailConfig.COLLECT_LIST_CONFIG) != null;
    if (keys == list) {
      String rule = "exactly one of collect.keys and collect.list must be set; ";
      String found = keys ? "both are" : "neither is";
      wrong(FileTailConfig.COLLECT_KEYS_CONFIG, rule + found);
      wrong(FileTailConfig.COLLECT_LIST_CONFIG, rule + found);
    }
    if (keys) {
      EtcdSettings.problems(single, FileTailConfig.ETCD_PREFIX).forEach(this::wrong);
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
    RecordFormat format = RecordFormat.of(single.getString(FileTailConfig.RECORD_FORMAT_CONFIG));
    ValueConverter.of(options.get(ValueConverter.CONFIG))
        .problem(format)
        .ifPresent(problem -> wrong(FileTailConfig.RECORD_FORMAT_CONFIG, problem));
  }

  private Optional<FileTailConfig> config(Map<String, String> good) {
    try {
      return Optional.of(new FileTailConfig(good, localHost));
    } catch (ConnectException unknownHost) {
      wrong(FileTailConfig.HOST_CONFIG, unknownHost.getMessage());
      return Optional.empty();
    }
  }

  private void checkList(FileTailConfig config) {
    check(
        FileTailConfig.COLLECT_LIST_CONFIG,
        config,
        Map.of(FileTailConfig.COLLECT_LIST_CONFIG, config.collectList().orElseThrow()));
  }

  private void checkKeys(FileTailConfig config) {
    List<EtcdRange> ranges;
    try {
      ranges = config.collectKeys();
    } catch (ConnectException unknownHost) {
      wrong(FileTailConfig.COLLECT_KEYS_CONFIG, unknownHost.getMessage());
      return;
    }
    Optional<String> statusKey = config.statusKey(options.get("name"));
    OptionChecks.statusKeyProblem(statusKey, ranges)
        .ifPresentOrElse(
            problem -> wrong(FileTailConfig.STATUS_KEY_CONFIG, problem),
            () -> checkEtcd(config, ranges));
  }

  private void checkEtcd(FileTailConfig config, List<EtcdRange> ranges) {
    try (EtcdClient etcd = EtcdClient.acquire(config.etcd().orElseThrow())) {
      check(FileTailConfig.COLLECT_KEYS_CONFIG, config, LiveCollectList.sources(etcd.read(ranges)));
    } catch (EtcdException failed) {
      wrong(FileTailConfig.ETCD_PREFIX + "endpoints", failed.getMessage());
    }
  }

  private void check(String option, FileTailConfig config, Map<String, String> sources) {
    try {
      new CollectListParser(config.access(), config.recordRules()).parse(sources);
    } catch (CollectListException bad) {
      bad.problems().stream().map(CollectProblem::toString).forEach(text -> wrong(option, text));
    }
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
