package io.sluice.config.etcd;

import java.lang.management.ManagementFactory;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The MBeans that were registered since this was made. */
final class ShownMetrics {

  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  private final SortedSet<String> before = all();

  private static SortedSet<String> all() {
    SortedSet<String> names = new TreeSet<>();
    try {
      SERVER
          .queryNames(new ObjectName(MetricsMBean.DOMAIN + ":*"), null)
          .forEach(name -> names.add(name.getCanonicalName()));
    } catch (JMException e) {
      throw new AssertionError(e);
    }
    return names;
  }

  SortedSet<String> names(String type) {
    SortedSet<String> names = all();
    names.removeAll(before);
    names.removeIf(name -> !name.contains("type=" + type));
    return names;
  }

  /** A metric of the only MBean of a type. */
  Object value(String type, String metric) {
    SortedSet<String> names = names(type);
    if (names.size() != 1) {
      throw new AssertionError("MBeans of " + type + ": " + names);
    }
    try {
      return SERVER.getAttribute(new ObjectName(names.first()), metric);
    } catch (JMException e) {
      throw new AssertionError(metric, e);
    }
  }
}
