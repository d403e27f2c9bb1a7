package pipeline.mapreduce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * The columns that a file leaves out because directories of its path hold them (docs/sink.md): one
 * value for all of its records. Texts stay texts, whatever they look like.
 */
final class DirectoryValues {
  /** What a file says of itself: such columns with their types. */
  static final String KEY = "pipeline.directories";

  private static final String ABSENT = "__HIVE_DEFAULT_PARTITION__";
  private static final String EMPTY = "__EMPTY__";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Object> values = new HashMap<>();

  /**
   * @param listed the text under KEY; null where the file has none
   */
  static DirectoryValues of(String listed, Path file) {
    DirectoryValues found = new DirectoryValues();
    if (listed == null) {
      return found;
    }
    try {
      for (JsonNode column : JSON.readTree(listed)) {
        String name = column.path("name").asText();
        found.values.put(name, typed(column.path("type").asText(), text(name, file)));
      }
    } catch (IOException error) {
      throw new UncheckedIOException(KEY + " of " + file + " cannot be read", error);
    }
    return found;
  }

  boolean has(String column) {
    return values.containsKey(column);
  }

  /** As String, BigDecimal or Boolean; null for null. */
  Object value(String column) {
    return values.get(column);
  }

  private static Object typed(String type, String text) {
    if (text == null) {
      return null;
    }
    return switch (type) {
      case "integer", "decimal", "double" -> new BigDecimal(text);
      case "boolean" -> Boolean.valueOf(text);
      default -> text;
    };
  }

  /** Null for the directory of null. The innermost counts, as in every reader of these files. */
  private static String text(String column, Path file) throws IOException {
    for (Path at = file.getParent(); at != null; at = at.getParent()) {
      String directory = at.getName();
      int equals = directory.indexOf('=');
      if (equals < 0 || !decoded(directory.substring(0, equals)).equals(column)) {
        continue;
      }
      String value = directory.substring(equals + 1);
      if (value.equals(ABSENT)) {
        return null;
      }
      return value.equals(EMPTY) ? "" : decoded(value);
    }
    throw new IOException("no directory of the path of " + file + " is called " + column + "=");
  }

  /** Percent signs only: a plus is a plus. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
