package pipeline.connect.filesystem.task;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import pipeline.connect.encoding.KeyDecoder;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.JsonCheck;
import pipeline.connect.event.Row;
import pipeline.connect.format.Coordinate;
import pipeline.connect.format.Coordinates;

/** Writes a record's coordinates and its value as one object of JSON (docs/sink.md). */
final class Envelope implements BesideValue {
  private static final String BASE64 = "Base64";
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("\"uuuu-MM-dd'T'HH:mm:ss.").withZone(ZoneOffset.UTC);

  private final Coordinates coordinates;
  private final KeyDecoder keys;
  private final JsonCheck check;
  private long second = -1;
  private String secondText;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /**
   * @param json whether values are known to be JSON
   */
  Envelope(Coordinates coordinates, KeyDecoder keys, boolean json) {
    this.coordinates = coordinates;
    this.keys = keys;
    check = json ? null : new JsonCheck();
  }

  @Override
  public void add(SinkRecord record, Row row) throws ContractViolation, IOException {
    out.reset();
    for (Coordinate one : Coordinate.values()) {
      if (!coordinates.has(one)) continue;
      out.write(out.size() == 0 ? '{' : ',');
      write(one, record);
    }
    out.write(out.size() == 0 ? '{' : ',');
    writeValue(row);
    out.write('}');
    row.store(out.toByteArray(), 0, out.size());
  }

  private void write(Coordinate one, SinkRecord record) throws ContractViolation, IOException {
    switch (one) {
      case PARTITION -> JsonMember.ascii("\"partition\":" + record.originalKafkaPartition(), out);
      case OFFSET -> JsonMember.ascii("\"offset\":" + record.originalKafkaOffset(), out);
      case TOPIC -> JsonMember.writeText("topic", record.originalTopic(), out);
      case TIMESTAMP -> writeTime(RecordFacts.timestamp(record));
      case KEY -> {
        if (coordinates.keyAsBytes())
          JsonMember.writeBase64("key" + BASE64, RecordFacts.key(record), out);
        else JsonMember.write("key", BASE64, RecordFacts.key(record, keys), out);
      }
      case HEADERS -> writeHeaders(record);
    }
  }

  /** Neighbours are often of the same second, whose text is dear. */
  private void writeTime(Long time) {
    JsonMember.name("timestamp", out);
    if (time == null) {
      JsonMember.ascii("null", out);
      return;
    }
    if (time / 1_000 != second) {
      second = time / 1_000;
      secondText = SECOND.format(Instant.ofEpochSecond(second));
    }
    JsonMember.ascii(secondText, out);
    long rest = time % 1_000;
    out.write((char) ('0' + rest / 100));
    out.write((char) ('0' + rest / 10 % 10));
    out.write((char) ('0' + rest % 10));
    JsonMember.ascii("Z\"", out);
  }

  private void writeHeaders(SinkRecord record) {
    JsonMember.ascii("\"headers\":[", out);
    boolean first = true;
    for (Header header : record.headers()) {
      JsonMember.ascii(first ? "{" : ",{", out);
      first = false;
      JsonMember.writeText("name", header.key(), out);
      out.write(',');
      JsonMember.write("value", BASE64, RecordFacts.value(header), out);
      out.write('}');
    }
    out.write(']');
  }

  /** JSON stands as it came; what is none is a text or base64, under names that say so. */
  private void writeValue(Row row) {
    if (row.bytes() == null) {
      JsonMember.ascii("\"value\":null", out);
      return;
    }
    byte[] value = Arrays.copyOfRange(row.bytes(), row.offset(), row.offset() + row.length());
    if (check == null || check.isJsonLine(value)) {
      JsonMember.ascii("\"value\":", out);
      out.writeBytes(value);
    } else if (JsonMember.isText(value)) {
      JsonMember.write("valueText", BASE64, value, out);
    } else {
      JsonMember.writeBase64("value" + BASE64, value, out);
    }
  }

  @Override
  public void await() throws IOException {
    keys.await();
  }
}
