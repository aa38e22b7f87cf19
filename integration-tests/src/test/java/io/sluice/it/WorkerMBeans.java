package io.sluice.it;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.server.ConnectWorker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What a worker that runs as a process shows over JMX of the plugins of a connector. The JVM is
 * attached to, so that no port has to be opened beforehand.
 */
final class WorkerMBeans implements AutoCloseable {

  private final String connector;
  private final JMXConnector connection;
  private final MBeanServerConnection server;

  WorkerMBeans(ConnectWorker worker, String connector) throws Exception {
    this.connector = connector;
    this.connection = JMXConnectorFactory.connect(new JMXServiceURL(agentOf(worker)));
    this.server = connection.getMBeanServerConnection();
  }

  private static String agentOf(ConnectWorker worker) throws IOException {
    Path folder = worker.logFile().getParent().getParent();
    String properties = folder.resolve("config/worker.properties").toString();
    VirtualMachineDescriptor found =
        VirtualMachine.list().stream()
            .filter(jvm -> jvm.displayName().contains(properties))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no JVM of " + properties));
    VirtualMachine jvm =
        Await.value("an answer of " + found, Source.LIMIT, () -> attachedTo(found));
    try {
      return jvm.startLocalManagementAgent();
    } finally {
      jvm.detach();
    }
  }

  /** Nothing where it is too busy to answer in the time that the JDK gives it. */
  private static Optional<VirtualMachine> attachedTo(VirtualMachineDescriptor found)
      throws IOException {
    try {
      return Optional.of(VirtualMachine.attach(found));
    } catch (AttachNotSupportedException busy) {
      return Optional.empty();
    }
  }

  /** The value of a metric of the connector's first task; nothing while there is none. */
  Optional<Object> task(String metric) throws Exception {
    return value("", metric);
  }

  /** The values of a metric of all of the connector's tasks that have it. */
  List<Object> tasks(String metric) throws Exception {
    return values("kafka.connect:type=plugins,connector=" + connector + ",task=*", metric);
  }

  /** The value of a metric of the connector itself; nothing while there is none. */
  Optional<Object> connector(String metric) throws Exception {
    return get("kafka.connect:type=plugins,connector=" + connector, metric);
  }

  /** The value of a metric of a file of the connector's first task; nothing while there is none. */
  Optional<Object> file(Path file, String metric) throws Exception {
    return value(",file=" + ObjectName.quote(file.toString()), metric);
  }

  private Optional<Object> value(String tags, String metric) throws Exception {
    return get("kafka.connect:type=plugins,connector=" + connector + ",task=0" + tags, metric);
  }

  private Optional<Object> get(String name, String metric) throws Exception {
    try {
      return Optional.of(server.getAttribute(new ObjectName(name), metric));
    } catch (JMException notYet) {
      return Optional.empty();
    }
  }

  /** The values of a metric of all of the provider's MBeans of a type, whatever plugin has them. */
  List<Object> etcd(String type, String metric) throws Exception {
    return values("io.sluice.config.etcd:type=" + type + ",*", metric);
  }

  private List<Object> values(String pattern, String metric) throws Exception {
    List<Object> values = new ArrayList<>();
    for (ObjectName name : server.queryNames(new ObjectName(pattern), null)) {
      values.add(server.getAttribute(name, metric));
    }
    return values;
  }

  /** The names of all MBeans of the connector's plugins. */
  Set<String> names() throws Exception {
    Set<String> names = new TreeSet<>();
    server
        .queryNames(
            new ObjectName("kafka.connect:type=plugins,connector=" + connector + ",*"), null)
        .forEach(name -> names.add(name.toString()));
    return names;
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
