package pipeline.connect.filesystem;

import java.time.InstantSource;
import org.apache.kafka.connect.sink.ErrantRecordReporter;

/**
 * What the partitions of one task share.
 *
 * @param reporter null when the connector has no dead-letter topic
 */
record PartitionContext(
    SinkSettings settings,
    Storage storage,
    TopicFacts facts,
    ErrantRecordReporter reporter,
    Parallel parallel,
    InstantSource clock) {}
