package io.sluice.connect.elasticsearch;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Whether an index template is installed for the targets. */
final class TemplateOptions {

  private static final String GROUP = "Index template";

  static final String TEMPLATE_INSTALL_CONFIG = "template.install";
  static final String TEMPLATE_INSTALL_DEFAULT = "none";
  static final String LOGS_ECS = "logs-ecs";
  private static final String TEMPLATE_INSTALL_DOC =
      "logs-ecs: before a target is written to that no index template matches, an index template for logs in ECS is installed for the names that index makes (connect-configs/logs-index-template.json; named sluice-…). Where any template matches, yours or Elasticsearch's own, it is left alone and nothing is installed. Takes the cluster privilege manage_index_templates. none: nothing is installed.";

  private final boolean installs;

  TemplateOptions(AbstractConfig config) {
    installs = LOGS_ECS.equals(config.getString(TEMPLATE_INSTALL_CONFIG));
  }

  static ConfigDef define(ConfigDef definition) {
    return definition.define(
        TEMPLATE_INSTALL_CONFIG,
        Type.STRING,
        TEMPLATE_INSTALL_DEFAULT,
        ValidString.in(TEMPLATE_INSTALL_DEFAULT, LOGS_ECS),
        Importance.LOW,
        TEMPLATE_INSTALL_DOC,
        GROUP,
        1,
        Width.SHORT,
        "Install");
  }

  /** Whether one is to be installed where there is none. */
  boolean installs() {
    return installs;
  }
}
