package pipeline.connect.filesystem;

import pipeline.connect.event.EventContract;
import pipeline.connect.event.EventReader;
import pipeline.connect.event.Row;
import pipeline.connect.format.FileFormat;

/** What turns a topic's bytes into rows in directories. Belongs to one thread at a time. */
record Intake(EventReader reader, Row row, DirectoryLayout layout, FileFormat format) {
  static Intake of(SinkSettings settings, String topic) {
    EventContract contract = settings.contracts().get(topic);
    EventReader reader = EventReader.of(contract);
    return new Intake(
        reader,
        reader.newRow(),
        new DirectoryLayout(topic, settings),
        TopicFormat.of(settings, topic));
  }
}
