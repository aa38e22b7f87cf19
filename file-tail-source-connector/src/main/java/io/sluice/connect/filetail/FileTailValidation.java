package io.sluice.connect.filetail;

import io.sluice.config.etcd.EtcdClient;
import io.sluice.config.etcd.EtcdException;
import io.sluice.config.etcd.EtcdSettings;
import io.sluice.connect.filetail.collect.CollectListException;
import io.sluice.connect.filetail.collect.CollectListParser;
import io.sluice.connect.filetail.collect.CollectProblem;
import io.sluice.connect.filetail.record.RecordFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;

/**
 * Everything that is wrong with a configuration, each problem at its option: first the options by
 * themselves, then against each other, and last, if all was well so far, what etcd holds.
 */
final class FileTailValidation {

  private static final String VALUE_CONVERTER = "value.converter";
  private static final Set<String> CONVERTERS_THAT_SPOIL_BYTES =
      Set.of(
          "org.apache.kafka.connect.storage.StringConverter",
          "org.apache.kafka.connect.json.JsonConverter");

  private final Map<String, String> options;
  private final Map<String, ConfigValue> values;
  private final Map<String, String> goodOptions;

  FileTailValidation(Map<String, String> options) {
    this.options = options;
    this.values = FileTailConfig.definition().validateAll(options);
    this.goodOptions = new HashMap<>(options);
    values.values().stream()
        .filter(value -> !value.errorMessages().isEmpty())
        .forEach(value -> goodOptions.remove(value.name()));
  }

  Config run() {
    AbstractConfig single = new AbstractConfig(FileTailConfig.definition(), goodOptions, false);
    boolean keys = !single.getList(FileTailConfig.COLLECT_KEYS_CONFIG).isEmpty();
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
      checkList();
    }
    if (keys && !list && isGoodSoFar()) {
      checkEtcd(new FileTailConfig(options));
    }
    return new Config(List.copyOf(values.values()));
  }

  private void checkConverter(AbstractConfig single) {
    RecordFormat format = RecordFormat.of(single.getString(FileTailConfig.RECORD_FORMAT_CONFIG));
    String converter = options.get(VALUE_CONVERTER);
    if (format != RecordFormat.ECS
        && (converter == null || CONVERTERS_THAT_SPOIL_BYTES.contains(converter))) {
      wrong(
          FileTailConfig.RECORD_FORMAT_CONFIG,
          format.optionValue()
              + " makes ready bytes: set value.converter to"
              + " org.apache.kafka.connect.converters.ByteArrayConverter in this connector (it is "
              + (converter == null ? "not set" : converter)
              + ")");
    }
  }

  private void checkList() {
    FileTailConfig config = new FileTailConfig(goodOptions);
    check(
        FileTailConfig.COLLECT_LIST_CONFIG,
        config,
        Map.of(FileTailConfig.COLLECT_LIST_CONFIG, config.collectList().orElseThrow()));
  }

  private void checkEtcd(FileTailConfig config) {
    try (EtcdClient etcd = EtcdClient.acquire(config.etcd().orElseThrow())) {
      check(
          FileTailConfig.COLLECT_KEYS_CONFIG,
          config,
          LiveCollectList.sources(etcd.read(config.collectKeys())));
    } catch (EtcdException failed) {
      wrong(FileTailConfig.ETCD_PREFIX + "endpoints", failed.getMessage());
    }
  }

  private void check(String option, FileTailConfig config, Map<String, String> sources) {
    try {
      new CollectListParser(config.access()).parse(sources);
    } catch (CollectListException bad) {
      bad.problems().stream().map(CollectProblem::toString).forEach(text -> wrong(option, text));
    }
  }

  private boolean isGoodSoFar() {
    return values.values().stream().allMatch(value -> value.errorMessages().isEmpty());
  }

  private void wrong(String option, String message) {
    values.get(option).addErrorMessage(message);
  }
}
