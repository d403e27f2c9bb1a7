package pipeline.connect.filesystem.task;

import pipeline.connect.event.EventContract;
import pipeline.connect.event.EventReader;
import pipeline.connect.event.Row;
import pipeline.connect.filesystem.config.SinkSettings;
import pipeline.connect.filesystem.config.TopicFormat;
import pipeline.connect.format.FileFormat;

/**
 * Converts a topic's records: bytes to a row, the row's directory, the format of its file. Belongs
 * to one thread at a time.
 */
record RecordConversion(EventReader reader, Row row, DirectoryLayout layout, FileFormat format) {
  static RecordConversion of(SinkSettings settings, String topic) {
    EventContract contract = settings.contracts().get(topic);
    EventReader reader = EventReader.of(contract);
    return new RecordConversion(
        reader,
        reader.newRow(),
        new DirectoryLayout(topic, settings),
        TopicFormat.of(settings, topic));
  }
}
