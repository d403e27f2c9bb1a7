package pipeline.connect.encoding;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import pipeline.connect.event.ContractViolation;

/** Writes Avro of JSON, by one schema. */
final class AvroEncoder implements RegistryEncoder.Payload {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .reader();

  private final AvroValues values;
  private final GenericDatumWriter<Object> writer;
  private BinaryEncoder encoder;

  /**
   * @throws IllegalArgumentException when the text is no schema
   */
  AvroEncoder(String text, List<String> references) {
    Schema schema;
    try {
      schema = AvroDecoder.parse(text, references);
    } catch (AvroRuntimeException wrong) {
      throw new IllegalArgumentException(wrong.getMessage(), wrong);
    }
    values = new AvroValues(schema);
    writer = new GenericDatumWriter<>(schema, AvroDecoder.PLAIN);
  }

  @Override
  public void write(byte[] json, ByteArrayOutputStream out) throws ContractViolation {
    try {
      encoder = EncoderFactory.get().binaryEncoder(out, encoder);
      writer.write(values.of(JSON.readTree(json)), encoder);
      encoder.flush();
    } catch (IOException wrong) {
      throw ContractViolation.ofWhole("it is no JSON");
    }
  }
}
