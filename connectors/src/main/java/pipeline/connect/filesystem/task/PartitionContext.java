package pipeline.connect.filesystem.task;

import java.time.InstantSource;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import pipeline.connect.filesystem.chain.TopicFacts;
import pipeline.connect.filesystem.config.SinkSettings;
import pipeline.connect.filesystem.store.Parallel;
import pipeline.connect.filesystem.store.Storage;

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
