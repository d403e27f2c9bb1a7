package pipeline.mapreduce;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.math.BigDecimal;
import org.apache.hadoop.io.Text;

/**
 * Reads rows out of JSON lines, keeping only the fields that the grouping needs; numbers are read
 * exactly.
 */
final class JsonRows implements Rows<Text> {
  private static final JsonFactory JSON = new JsonFactory();
  private final Grouping grouping;

  JsonRows(Grouping grouping) {
    this.grouping = grouping;
  }

  /** The row of one line, or null when the record takes no part. */
  @Override
  public Row take(Text line) throws UnreadableRecord {
    String key = Row.NO_KEY;
    String type = null;
    BigDecimal amount = null;
    try (JsonParser parser = JSON.createParser(line.getBytes(), 0, line.getLength())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new UnreadableRecord("no JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        JsonToken token = parser.nextToken();
        // One field may be needed twice: as the group and as what is added up.
        if (field.equals(grouping.by())) {
          key = key(parser, token);
        }
        if (field.equals(grouping.typeField())) {
          type = token == JsonToken.VALUE_STRING ? parser.getText() : null;
        }
        if (field.equals(grouping.sum())) {
          amount = amount(parser, token);
        }
        parser.skipChildren();
      }
      if (parser.nextToken() != null) {
        throw new UnreadableRecord("more than one JSON value");
      }
    } catch (JsonProcessingException error) {
      throw new UnreadableRecord(error.getOriginalMessage());
    } catch (IOException error) {
      throw new UnreadableRecord(error.getMessage());
    }
    return Rows.row(grouping, key, type, amount);
  }

  private static String key(JsonParser parser, JsonToken token)
      throws IOException, UnreadableRecord {
    return switch (token) {
      case VALUE_NULL -> Row.NO_KEY;
      case VALUE_TRUE -> "true";
      case VALUE_FALSE -> "false";
      case VALUE_STRING -> text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          Row.numberKey(Row.bounded(parser.getDecimalValue()));
      default -> throw new UnreadableRecord("a group named by a list or an object");
    };
  }

  private static BigDecimal amount(JsonParser parser, JsonToken token)
      throws IOException, UnreadableRecord {
    return switch (token) {
      case VALUE_NULL -> null;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Row.bounded(parser.getDecimalValue());
      default -> throw new UnreadableRecord("an amount that is no number");
    };
  }

  static String text(String value) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(value)) + '"';
  }
}
