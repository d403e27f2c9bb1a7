import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka's own Java client: writes a topic that is hard to read, and says which records of a topic
 * are committed. Each line on stdin is a question, `VERB SERVERS TOPIC`. Its answer are lines that
 * begin with a blank, then the line `done`, or `failed` and why.
 */
public class Witness {
  private final PrintWriter answer;

  private Witness(PrintWriter answer) {
    this.answer = answer;
  }

  public static void main(String[] args) throws IOException {
    var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var answers = new OutputStreamWriter(System.out, StandardCharsets.UTF_8);
    var witness = new Witness(new PrintWriter(new BufferedWriter(answers, 1 << 16)));
    for (String question; (question = questions.readLine()) != null; ) witness.answer(question);
  }

  private void answer(String question) {
    String[] words = question.split(" ");
    try {
      switch (words[0]) {
        case "write" -> write(words[1], words[2]);
        case "read" -> read(words[1], words[2]);
        case "letters" -> letters(words[1], words[2]);
        case "values" -> values(words[1], words[2]);
        default -> throw new IllegalArgumentException(question);
      }
      answer.print("done\n");
    } catch (Exception error) {
      answer.print("failed " + error.toString().replace('\n', ' ') + "\n");
    }
    answer.flush();
  }

  private static KafkaProducer<byte[], byte[]> producer(
      String servers, String codec, String transaction) {
    Map<String, Object> base =
        Map.of(
            "bootstrap.servers",
            servers,
            "compression.type",
            codec,
            "transactional.id",
            transaction,
            "linger.ms",
            "5",
            "batch.size",
            "2000");
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(base, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }

  /**
   * Two producers interleaved in every codec, committed and aborted by turns; control batches alone
   * at the end.
   */
  private static void write(String servers, String topic) throws Exception {
    byte[] zeros = new byte[4];
    for (String codec : List.of("none", "gzip", "snappy", "lz4", "zstd")) {
      try (var a = producer(servers, codec, topic + "-a");
          var b = producer(servers, codec, topic + "-b")) {
        for (int round = 0; round < 6; round++) {
          a.beginTransaction();
          b.beginTransaction();
          for (int n = 0; n < 100; n++) {
            byte[] value =
                ("{\"codec\":\"" + codec + "\",\"round\":" + round + ",\"n\":" + n + "}")
                    .getBytes();
            Future<?> sent =
                a.send(new ProducerRecord<>(topic, n % 2, n % 3 == 0 ? zeros : null, value));
            b.send(new ProducerRecord<>(topic, n % 2, zeros, n % 10 == 0 ? null : value));
            if (n % 30 == 0) sent.get();
          }
          if (round % 2 == 0) a.commitTransaction();
          else a.abortTransaction();
          if (round % 3 == 0) b.commitTransaction();
          else b.abortTransaction();
        }
      }
    }
    try (var last = producer(servers, "none", topic + "-a")) {
      last.beginTransaction();
      for (int partition = 0; partition < 2; partition++) {
        last.send(new ProducerRecord<>(topic, partition, zeros, "never".getBytes()));
      }
      last.flush();
      last.abortTransaction();
    }
  }

  /** One line per dead letter: partition and offset of the record that it reports. */
  private void letters(String servers, String topic) throws Exception {
    each(servers, topic, letter -> header(letter, "partition") + ' ' + header(letter, "offset"));
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    return new String(
        letter.headers().lastHeader("__connect.errors." + name).value(), StandardCharsets.UTF_8);
  }

  /**
   * One line per committed record: partition, offset, bytes of key, bytes of value (-1: null),
   * SHA-256 of the value as a line.
   */
  private void read(String servers, String topic) throws Exception {
    each(
        servers,
        topic,
        record ->
            record.partition()
                + " "
                + record.offset()
                + ' '
                + (record.key() == null ? -1 : record.key().length)
                + ' '
                + (record.value() == null ? -1 : record.value().length)
                + ' '
                + asLine(record.value()));
  }

  /** The value of each committed record, which has no line break. */
  private void values(String servers, String topic) throws Exception {
    each(servers, topic, record -> new String(record.value(), StandardCharsets.UTF_8));
  }

  /** Prints a line for each committed record of a topic. */
  private void each(String servers, String topic, Line line) throws Exception {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            servers,
            "isolation.level",
            "read_committed",
            "max.poll.records",
            "100000");
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (var record : consumer.poll(Duration.ofMillis(200)))
          answer.print(' ' + line.of(record) + '\n');
      }
    }
  }

  private interface Line {
    String of(ConsumerRecord<byte[], byte[]> record) throws Exception;
  }

  private static String asLine(byte[] value) throws Exception {
    if (value == null) return "-";
    byte[] line = value.clone();
    for (int i = 0; i < line.length; i++) if (line[i] == '\n' || line[i] == '\r') line[i] = ' ';
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(line));
  }
}
