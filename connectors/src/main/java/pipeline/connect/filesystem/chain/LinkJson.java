package pipeline.connect.filesystem.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pipeline.connect.filesystem.store.DataFile;
import pipeline.connect.sink.DeadLetter;

/** Links as JSON (docs/commit-log.md): one object on one line. */
final class LinkJson {
  static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private LinkJson() {}

  static byte[] write(Link link) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("version", VERSION);
    json.put("seq", link.seq());
    json.put("kind", link.kind().name().toLowerCase(Locale.ROOT));
    json.put("writer", link.writer());
    json.put("attempt", link.attempt());
    json.put("time", link.time());
    json.put("from", link.from());
    json.put("to", link.to());
    json.put("records", link.records());
    ArrayNode files = json.putArray("files");
    for (DataFile file : link.files()) writeFile(files.addObject(), file);
    ArrayNode dead = json.putArray("deadLettered");
    for (DeadLetter letter : link.deadLettered()) {
      dead.addObject().put("offset", letter.offset()).put("reason", letter.reason());
    }
    if (link.tombstones() > 0) json.put("tombstones", link.tombstones());
    ArrayNode lost = json.putArray("lost");
    for (Link.Lost range : link.lost()) {
      lost.addObject()
          .put("from", range.from())
          .put("to", range.to())
          .put("reason", range.reason());
    }
    ArrayNode retired = json.putArray("retired");
    link.retired().forEach(retired::add);
    if (link.contract() != null) json.put("contract", link.contract());
    if (link.layout() != null) json.put("layout", link.layout());
    if (link.topicId() != null) json.put("topicId", link.topicId());
    if (link.last() != null) {
      json.putObject("last").put("offset", link.last().offset()).put("hash", link.last().hash());
    }
    if (link.compact() != null) {
      json.putObject("compact")
          .put("before", link.compact().before())
          .put("bytes", link.compact().bytes());
    }
    if (!link.retry().isEmpty()) {
      ArrayNode letters = json.putArray("retry");
      for (Link.Letter letter : link.retry()) writeLetter(letters.addObject(), letter);
    }
    if (!link.restored().isEmpty()) {
      ArrayNode restored = json.putArray("restored");
      link.restored().forEach(restored::add);
    }
    return JSON.writeValueAsBytes(json);
  }

  private static void writeLetter(ObjectNode json, Link.Letter letter) {
    json.put("offset", letter.offset());
    if (letter.reportPartition() < 0) return;
    json.putObject("report")
        .put("partition", letter.reportPartition())
        .put("offset", letter.reportOffset());
  }

  private static void writeFile(ObjectNode json, DataFile file) {
    json.put("path", file.path());
    if (file.temporary() != null) json.put("temporary", file.temporary());
    json.put("records", file.records())
        .put("bytes", file.bytes())
        .put("first", file.first())
        .put("last", file.last());
    if (file.upload() != null) {
      ObjectNode upload = json.putObject("upload").put("handle", file.upload().handle());
      ArrayNode parts = upload.putArray("parts");
      file.upload().parts().forEach(parts::add);
    }
  }

  /**
   * @throws IOException when the text is no link that this version can read
   */
  static Link read(byte[] text) throws IOException {
    JsonNode json = JSON.readTree(text);
    int version = json.path("version").asInt(-1);
    if (version != VERSION)
      throw new IOException("a commit link of version " + version + " instead of " + VERSION);
    List<DataFile> files = new ArrayList<>();
    for (JsonNode file : json.path("files")) files.add(readFile(file));
    List<DeadLetter> dead = new ArrayList<>();
    for (JsonNode letter : json.path("deadLettered")) {
      dead.add(new DeadLetter(letter.path("offset").asLong(), letter.path("reason").asText()));
    }
    List<Link.Lost> lost = new ArrayList<>();
    for (JsonNode range : json.path("lost")) {
      lost.add(
          new Link.Lost(
              range.path("from").asLong(),
              range.path("to").asLong(),
              range.path("reason").asText()));
    }
    List<String> retired = new ArrayList<>();
    for (JsonNode path : json.path("retired")) retired.add(path.asText());
    List<Link.Letter> retry = new ArrayList<>();
    for (JsonNode letter : json.path("retry")) {
      JsonNode report = letter.path("report");
      retry.add(
          new Link.Letter(
              letter.path("offset").asLong(),
              report.path("partition").asInt(-1),
              report.path("offset").asLong(-1)));
    }
    List<Long> restored = new ArrayList<>();
    for (JsonNode offset : json.path("restored")) restored.add(offset.asLong());
    JsonNode last = json.path("last");
    JsonNode compact = json.path("compact");
    return new Link(
        json.path("seq").asLong(),
        Link.Kind.valueOf(json.path("kind").asText().toUpperCase(Locale.ROOT)),
        json.path("writer").asText(),
        json.path("attempt").asLong(),
        json.path("time").asText(),
        json.path("from").asLong(),
        json.path("to").asLong(),
        json.path("records").asLong(),
        files,
        dead,
        json.path("tombstones").asLong(),
        lost,
        retired,
        json.path("contract").asText(null),
        json.path("layout").asText(null),
        json.path("topicId").asText(null),
        last.isObject()
            ? new Link.Last(last.path("offset").asLong(), last.path("hash").asText())
            : null,
        compact.isObject()
            ? new Link.Compact(compact.path("before").asText(), compact.path("bytes").asLong())
            : null,
        retry,
        restored);
  }

  private static DataFile readFile(JsonNode json) throws IOException {
    DataFile.Upload upload = null;
    if (json.path("upload").isObject()) {
      List<byte[]> parts = new ArrayList<>();
      for (JsonNode part : json.path("upload").path("parts")) parts.add(part.binaryValue());
      upload = new DataFile.Upload(json.path("upload").path("handle").binaryValue(), parts);
    }
    return new DataFile(
        json.path("path").asText(),
        json.path("temporary").asText(null),
        json.path("records").asLong(),
        json.path("bytes").asLong(),
        json.path("first").asLong(),
        json.path("last").asLong(),
        upload);
  }
}
