package pipeline.connect.filesystem.task;

import java.time.InstantSource;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import pipeline.connect.filesystem.config.SinkSettings;
import pipeline.connect.filesystem.store.Storage;
import pipeline.connect.sink.Parallel;
import pipeline.connect.sink.RecordLookup;
import pipeline.connect.sink.SinkTarget;
import pipeline.connect.sink.TopicDecoders;
import pipeline.connect.sink.TopicFacts;

/** What the partitions of one task share. */
public record PartitionContext(
    SinkSettings settings, Storage storage, TopicDecoders decoders, SinkTarget.Tools tools) {
  TopicFacts facts() {
    return tools.facts();
  }

  /** Null when the connector has no dead-letter topic. */
  ErrantRecordReporter reporter() {
    return tools.reporter();
  }

  Parallel parallel() {
    return tools.parallel();
  }

  RecordLookup.Opener lookups() {
    return tools.lookups();
  }

  InstantSource clock() {
    return tools.clock();
  }
}
