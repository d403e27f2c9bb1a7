package pipeline.connect.filesystem.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static pipeline.connect.format.Coordinate.HEADERS;
import static pipeline.connect.format.Coordinate.KEY;
import static pipeline.connect.format.Coordinate.TIMESTAMP;
import static pipeline.connect.format.Coordinate.TOPIC;

import java.io.IOException;
import java.util.Base64;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import pipeline.connect.encoding.KeyDecoder;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.Row;
import pipeline.connect.event.RowFiller;
import pipeline.connect.format.Coordinate;
import pipeline.connect.format.Coordinates;

/** A record's coordinates as columns of typed files. */
final class CoordinateColumns implements BesideValue {
  private static final int HEADER_FIELDS = 3;

  private final KeyDecoder keys;
  private final boolean keyAsBytes;
  private final RowFiller filler;
  private final int topic;
  private final int timestamp;
  private final int key;
  private final int headers;

  private CoordinateColumns(Coordinates coordinates, EventContract contract, KeyDecoder keys) {
    this.keys = keys;
    keyAsBytes = coordinates.keyAsBytes();
    filler = new RowFiller(contract);
    topic = slot(coordinates, TOPIC);
    timestamp = slot(coordinates, TIMESTAMP);
    key = slot(coordinates, KEY);
    headers = slot(coordinates, HEADERS);
  }

  static BesideValue of(Coordinates coordinates, KeyDecoder keys) {
    EventContract contract = coordinates.contract();
    return contract == null ? NOTHING : new CoordinateColumns(coordinates, contract, keys);
  }

  private int slot(Coordinates coordinates, Coordinate one) {
    return coordinates.has(one) ? filler.slot(one.column()) : -1;
  }

  @Override
  public void add(SinkRecord record, Row row) throws ContractViolation, IOException {
    row.beside(filler.begin());
    if (topic >= 0) filler.text(topic, record.originalTopic().getBytes(UTF_8));
    Long time = timestamp < 0 ? null : RecordFacts.timestamp(record);
    if (time != null) filler.number(timestamp, time * 1_000);
    if (key >= 0) addKey(record);
    if (headers >= 0) addHeaders(record);
  }

  private void addKey(SinkRecord record) throws ContractViolation, IOException {
    byte[] bytes = keyAsBytes ? RecordFacts.key(record) : RecordFacts.key(record, keys);
    if (keyAsBytes || bytes == null || JsonMember.isText(bytes)) filler.text(key, bytes);
    else filler.text(key + 1, Base64.getEncoder().encode(bytes));
  }

  private void addHeaders(SinkRecord record) {
    filler.list(headers);
    for (Header header : record.headers()) {
      int fields = filler.object(HEADER_FIELDS);
      filler.text(fields, header.key().getBytes(UTF_8));
      filler.text(fields + 1, RecordFacts.value(header));
    }
  }

  @Override
  public void await() throws IOException {
    keys.await();
  }
}
