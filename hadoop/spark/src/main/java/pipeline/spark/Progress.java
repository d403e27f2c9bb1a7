package pipeline.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.sql.streaming.SourceProgress;
import org.apache.spark.sql.streaming.StreamingQueryListener;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/** Tells after each trigger how much was read, how quickly, and how much is left. */
final class Progress extends StreamingQueryListener {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Report report;
  private final AtomicLong records = new AtomicLong();
  private final Map<String, Double> rates = new LinkedHashMap<>();
  private final Map<String, Long> lags = new LinkedHashMap<>();

  Progress(Report report) {
    this.report = report;
  }

  @Override
  public void onQueryStarted(QueryStartedEvent event) {}

  @Override
  public synchronized void onQueryProgress(QueryProgressEvent event) {
    StreamingQueryProgress progress = event.progress();
    long sum = records.addAndGet(progress.numInputRows());
    rates.put(
        progress.name(), progress.numInputRows() == 0 ? 0 : progress.processedRowsPerSecond());
    lags.put(progress.name(), lag(progress.sources()));
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("query", progress.name());
    members.put("batch", progress.batchId());
    members.put("records", sum);
    members.put(
        "rate",
        Math.round(rates.values().stream().mapToDouble(Double::doubleValue).sum() * 10) / 10.0);
    members.put("lag", lags.values().stream().mapToLong(Long::longValue).sum());
    report.tell("progress", members);
  }

  @Override
  public void onQueryTerminated(QueryTerminatedEvent event) {}

  private static long lag(SourceProgress[] sources) {
    long sum = 0;
    for (SourceProgress source : sources) {
      try {
        JsonNode latest =
            JSON.readTree(source.latestOffset() == null ? "{}" : source.latestOffset());
        JsonNode end = JSON.readTree(source.endOffset() == null ? "{}" : source.endOffset());
        for (Map.Entry<String, JsonNode> topic : latest.properties()) {
          for (Map.Entry<String, JsonNode> partition : topic.getValue().properties()) {
            long read = end.path(topic.getKey()).path(partition.getKey()).asLong(0);
            sum += Math.max(0, partition.getValue().asLong() - read);
          }
        }
      } catch (JsonProcessingException notKafka) {
        // A source without such offsets has no lag to tell.
      }
    }
    return sum;
  }
}
