package pipeline.connect.event;

import java.util.HashMap;
import java.util.Map;

/**
 * Reads values by a contract: a union's type is looked up first, then the object is read once by
 * that type's fields.
 */
final class ContractReader implements EventReader {
  private final EventContract contract;
  private final boolean nestedAsText;
  private final Columns columns;
  private final JsonScanner scanner = new JsonScanner();
  private final Discriminator discriminator;
  private final Map<String, ObjectReader> readers = new HashMap<>();

  /** `nestedAsText`: lists and objects are read as their JSON text. */
  ContractReader(EventContract contract, boolean nestedAsText) {
    this.contract = contract;
    this.nestedAsText = nestedAsText;
    columns = new Columns(contract);
    discriminator = contract.by() == null ? null : new Discriminator(contract);
    if (discriminator == null) readers.put(contract.name(), reader(contract.name()));
    contract.types().keySet().forEach(type -> readers.put(type, reader(type)));
  }

  private ObjectReader reader(String type) {
    ReaderFactory factory = new ReaderFactory(contract, discriminator, nestedAsText);
    return factory.top(columns.of(type), columns.rest());
  }

  @Override
  public void read(byte[] value, Row row) throws ContractViolation {
    if (value == null) throw new ContractViolation("no value (a tombstone)");
    scanner.begin(value);
    String type = discriminator == null ? contract.name() : discriminator.find(scanner);
    row.begin(value, type);
    readers.get(type).members(scanner, row, 0);
    scanner.end();
    if (discriminator != null) discriminator.rewrite(value, row);
  }

  @Override
  public Row newRow() {
    return new Row(columns);
  }
}
