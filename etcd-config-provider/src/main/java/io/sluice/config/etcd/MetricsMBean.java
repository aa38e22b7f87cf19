package io.sluice.config.etcd;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Objects;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Metrics as an MBean of the platform's server, from its making until it is closed.
 *
 * <p>A JVM may hold this class several times, for Connect gives each plugin a class loader of its
 * own, and each class may have several things to show. The MBean server is the one place that all
 * of them share; so it decides who has which number: each takes the lowest that is free.
 */
final class MetricsMBean implements DynamicMBean, AutoCloseable {

  static final String DOMAIN = "io.sluice.config.etcd";

  private static final Logger LOG = LoggerFactory.getLogger(MetricsMBean.class);
  private static final int MOST = 10_000;

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final String description;
  private final List<Metric> metrics;
  private ObjectName name;

  private MetricsMBean(String description, List<Metric> metrics) {
    this.description = description;
    this.metrics = List.copyOf(metrics);
  }

  /** Shows metrics as {@code io.sluice.config.etcd:type=<type>,id=<number from 1>}. */
  static MetricsMBean show(String type, String description, List<Metric> metrics) {
    MetricsMBean bean = new MetricsMBean(description, metrics);
    try {
      bean.register(type);
    } catch (JMException | SecurityException e) {
      LOG.warn("There are no metrics of this {}: JMX does not take them", type, e);
    }
    return bean;
  }

  private void register(String type) throws JMException {
    for (int id = 1; id <= MOST; id++) {
      ObjectName candidate = new ObjectName(DOMAIN + ":type=" + type + ",id=" + id);
      try {
        server.registerMBean(this, candidate);
        name = candidate;
        return;
      } catch (InstanceAlreadyExistsException taken) {
        LOG.trace("{} is taken", candidate);
      }
    }
    throw new JMException("There are " + MOST + " of them already");
  }

  @Override
  public void close() {
    if (name == null) {
      return;
    }
    try {
      server.unregisterMBean(name);
    } catch (JMException | SecurityException e) {
      LOG.warn("The metrics {} stay in JMX though what they show is gone", name, e);
    }
    name = null;
  }

  @Override
  public Object getAttribute(String attribute) throws AttributeNotFoundException {
    for (Metric metric : metrics) {
      if (metric.name().equals(attribute)) {
        return metric.value().get();
      }
    }
    throw new AttributeNotFoundException(attribute);
  }

  /** Those that there are not are left out, as JMX wants it. */
  @Override
  public AttributeList getAttributes(String[] attributes) {
    AttributeList values = new AttributeList();
    for (String attribute : attributes) {
      metrics.stream()
          .filter(metric -> Objects.equals(metric.name(), attribute))
          .forEach(metric -> values.add(new Attribute(attribute, metric.value().get())));
    }
    return values;
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    return new MBeanInfo(
        MetricsMBean.class.getName(),
        description,
        metrics.stream()
            .map(
                metric ->
                    new MBeanAttributeInfo(
                        metric.name(),
                        metric.type().getName(),
                        metric.meaning(),
                        true,
                        false,
                        false))
            .toArray(MBeanAttributeInfo[]::new),
        null,
        null,
        null);
  }

  @Override
  public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
    throw new AttributeNotFoundException(attribute.getName() + " cannot be set");
  }

  @Override
  public AttributeList setAttributes(AttributeList attributes) {
    return new AttributeList();
  }

  @Override
  public Object invoke(String action, Object[] arguments, String[] signature)
      throws ReflectionException {
    throw new ReflectionException(new NoSuchMethodException(action));
  }
}
