package pipeline.spark;

import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.yarn.api.protocolrecords.GetApplicationsRequest;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;

/**
 * Tells why a job has no place on YARN, at first or later: Spark itself waits without a word for
 * its master and for executors.
 */
final class YarnPlaces implements AutoCloseable {
  private static final long FIRST_MS = 8_000;
  private static final long AGAIN_MS = 10_000;
  private static final int PATIENCE_MS = 10_000;

  /** The master's and an executor's. */
  private static final int ENOUGH = 2;

  /** By which the application is found among those of YARN. */
  final String tag = "pipeline-" + UUID.randomUUID();

  private final YarnConfiguration configuration = new YarnConfiguration();
  private final YarnClient yarn = YarnClient.createYarnClient();
  private final Report report;
  private final Thread watch = new Thread(this::watch, "yarn-places");

  /**
   * @throws ManagerAwayException when the ResourceManager does not answer
   */
  YarnPlaces(Report report) throws IOException, YarnException {
    this.report = report;
    // The usual quarter of an hour would look like hanging.
    configuration.setInt(YarnConfiguration.RESOURCEMANAGER_CONNECT_MAX_WAIT_MS, PATIENCE_MS);
    configuration.setInt("ipc.client.connect.max.retries", 1);
    yarn.init(configuration);
    yarn.start();
    try {
      yarn.getNodeReports(NodeState.RUNNING);
    } catch (IOException error) {
      yarn.stop();
      String address = configuration.get(YarnConfiguration.RM_ADDRESS);
      throw new ManagerAwayException(
          "The ResourceManager at " + address + " does not answer", error);
    }
    watch.setDaemon(true);
    watch.start();
  }

  private void watch() {
    try {
      boolean hadPlaces = false;
      for (long pause = FIRST_MS; ; pause = AGAIN_MS) {
        Thread.sleep(pause);
        ApplicationReport application = application();
        if (application == null) continue;
        int places = application.getApplicationResourceUsageReport().getNumUsedContainers();
        boolean hasMaster = application.getYarnApplicationState() == YarnApplicationState.RUNNING;
        boolean starts = !hasMaster && places > 0;
        // Whoever has just lost a place, or gives it back at the end, is not waiting yet.
        if (places < ENOUGH && !starts && !hadPlaces) tell(application, hasMaster);
        hadPlaces = places >= ENOUGH;
      }
    } catch (InterruptedException ended) {
      // The job has ended.
    } catch (IOException | YarnException error) {
      // Spark itself will tell when YARN is away.
    }
  }

  private ApplicationReport application() throws IOException, YarnException {
    GetApplicationsRequest request = GetApplicationsRequest.newInstance();
    request.setApplicationTags(Set.of(tag));
    request.setApplicationStates(
        EnumSet.of(YarnApplicationState.ACCEPTED, YarnApplicationState.RUNNING));
    List<ApplicationReport> found = yarn.getApplications(request);
    return found.isEmpty() ? null : found.get(0);
  }

  private void tell(ApplicationReport application, boolean hasMaster)
      throws IOException, YarnException {
    List<NodeReport> nodes = yarn.getNodeReports(NodeState.RUNNING);
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("application", application.getApplicationId().toString());
    members.put("wanted", hasMaster ? "executors" : "its master");
    members.put("nodes", nodes.size());
    members.put(
        "totalMemory",
        nodes.stream().mapToLong(node -> node.getCapability().getMemorySize()).sum());
    members.put("usedMemory", nodes.stream().mapToLong(YarnPlaces::used).sum());
    members.put("queue", application.getQueue());
    members.put(
        "reason",
        hasMaster || application.getDiagnostics() == null
            ? ""
            : application.getDiagnostics().strip());
    report.tell("waiting", members);
  }

  private static long used(NodeReport node) {
    return node.getUsed() == null ? 0 : node.getUsed().getMemorySize();
  }

  @Override
  public void close() {
    watch.interrupt();
    yarn.stop();
  }
}
