package pipeline.connect.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;

/**
 * The contract of a topic's values (docs/event-contract.md). With {@link #by} the event is a union:
 * that field's value names one of {@link #types}, whose fields join the common {@link #fields}.
 */
public final class EventContract {
  /** Where a change stands beside its schema. */
  public static final String PAYLOAD = "payload";

  private final String name;
  private final String change;
  private final String by;
  private final ZoneId timezone;
  private final boolean unknownKept;
  private final Map<String, Field> fields;
  private final Map<String, Map<String, Field>> types;
  private final Map<String, String> aliases;
  private final Encoding encoding;
  private final String json;

  private EventContract(JsonNode root, String canonicalJson) {
    ContractJson read = new ContractJson(root);
    name = read.name();
    change = read.change();
    by = read.by();
    timezone = read.timezone();
    unknownKept = read.unknownKept();
    fields = read.fields();
    types = read.types();
    aliases = read.aliases();
    encoding = read.encoding();
    json = canonicalJson;
  }

  /**
   * Reads a contract.
   *
   * @throws IllegalArgumentException naming the place in the contract that is wrong
   */
  public static EventContract parse(String canonicalJson) {
    return new EventContract(ContractJson.tree(canonicalJson), canonicalJson);
  }

  /**
   * A contract of some of the common fields alone, as they are here.
   *
   * @throws IllegalArgumentException when there is no such field
   */
  public EventContract only(Collection<String> names) {
    return parse(ContractJson.only(ContractJson.tree(json), names));
  }

  /** The canonical JSON. */
  public String json() {
    return json;
  }

  public String name() {
    return name;
  }

  /** Whose change events these are (docs/event-contract.md), or null. */
  public String change() {
    return change;
  }

  /** Whether schema and payload are around each change. */
  public boolean isEnveloped() {
    return change != null && !fields.containsKey("op");
  }

  /** The contract of a change without its envelope. */
  public EventContract payload() {
    return isEnveloped() ? inside(PAYLOAD) : this;
  }

  /**
   * The contract of the rows that change.
   *
   * @throws IllegalArgumentException when this is no contract of changes
   */
  public EventContract changedRows() {
    return payload().inside("after");
  }

  private EventContract inside(String field) {
    return parse(ContractJson.inside(ContractJson.tree(json), field));
  }

  /** The discriminator's name, or null when the event is no union. */
  public String by() {
    return by;
  }

  /** The zone in which `local-date-time` values are read; UTC when the contract names none. */
  public ZoneId timezone() {
    return timezone == null ? ZoneOffset.UTC : timezone;
  }

  /** The common fields, in the order of the contract's JSON. */
  public Map<String, Field> fields() {
    return fields;
  }

  /**
   * Each type's own fields, in the order of the contract's JSON; empty when the event is no union.
   */
  public Map<String, Map<String, Field>> types() {
    return types;
  }

  /** Other spellings of a discriminator's value and the type each stands for. */
  public Map<String, String> aliases() {
    return aliases;
  }

  /** How values become JSON; null where they are JSON as they come. */
  public Encoding encoding() {
    return encoding;
  }

  /** True: undeclared fields are kept; false: they violate the contract. */
  public boolean unknownKept() {
    return unknownKept;
  }

  /** SHA-256 (hex) of the canonical JSON. */
  public String digest() {
    return sha256(json);
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
