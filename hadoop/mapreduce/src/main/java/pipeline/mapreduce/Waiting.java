package pipeline.mapreduce;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.api.records.YarnApplicationAttemptState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.ApplicationAttemptNotFoundException;
import org.apache.hadoop.yarn.exceptions.YarnException;

/**
 * Tells why an application does not start: what the nodes have, what is taken, and the scheduler's
 * own reason.
 */
final class Waiting {
  private static final long FIRST_MS = 4_000;
  private static final long AGAIN_MS = 5_000;

  private final YarnClient yarn;
  private final Events events;
  private long next = System.currentTimeMillis() + FIRST_MS;

  Waiting(YarnClient yarn, Events events) {
    this.yarn = yarn;
    this.events = events;
  }

  /** Whether it has its place already, and only its master's process is not there yet. */
  private boolean isStarting(ApplicationReport report) throws IOException, YarnException {
    try {
      return yarn.getApplicationAttemptReport(report.getCurrentApplicationAttemptId())
              .getYarnApplicationAttemptState()
          == YarnApplicationAttemptState.LAUNCHED;
    } catch (ApplicationAttemptNotFoundException error) {
      return false;
    }
  }

  /** Says it once it has lasted, and again from time to time. */
  void tell(ApplicationReport report) throws IOException, YarnException {
    if (System.currentTimeMillis() < next || isStarting(report)) {
      return;
    }
    next = System.currentTimeMillis() + AGAIN_MS;
    List<NodeReport> nodes = yarn.getNodeReports(NodeState.RUNNING);
    long total = nodes.stream().mapToLong(node -> node.getCapability().getMemorySize()).sum();
    long used = nodes.stream().mapToLong(node -> node.getUsed().getMemorySize()).sum();
    events.tell(
        "waiting",
        "nodes",
        nodes.size(),
        "totalMemory",
        total,
        "usedMemory",
        used,
        "queue",
        report.getQueue(),
        "reason",
        report.getDiagnostics() == null ? "" : report.getDiagnostics().strip());
  }
}
