package pipeline.connect.event;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds a union's type in a value, wherever its discriminator stands, and replaces an alias by the
 * type's name.
 */
final class Discriminator {
  private final String by;
  private final FieldTable field;
  private final List<String> spellings;
  private final FieldTable table;
  private final Map<String, String> canonical = new HashMap<>();
  private final String known;
  private int guess;
  private String type;
  private boolean alias;
  private int start;
  private int length;
  private byte[] rewritten = new byte[0];

  Discriminator(EventContract contract) {
    by = contract.by();
    field = new FieldTable(List.of(by));
    contract.types().keySet().forEach(name -> canonical.put(name, name));
    contract.aliases().forEach(canonical::putIfAbsent);
    spellings = List.copyOf(canonical.keySet());
    table = new FieldTable(spellings);
    known = String.join(", ", contract.types().keySet());
  }

  /** The type that the discriminator names; leaves the scanner at the value's begin. */
  String find(JsonScanner in) throws ContractViolation {
    if (in.next() != '{') throw ViolationMessages.expected("an object", in);
    in.open();
    boolean more = !in.closes('}');
    while (more) {
      in.name();
      if (isDiscriminator(in)) {
        String found = read(in);
        in.begin(in.bytes());
        return found;
      }
      in.skip();
      more = in.more('}');
    }
    throw new ContractViolation("required, but missing").under(by);
  }

  private boolean isDiscriminator(JsonScanner in) {
    return in.escaped()
        ? in.text().equals(by)
        : field.find(in.bytes(), in.start(), in.length(), 0) == 0;
  }

  private String read(JsonScanner in) throws ContractViolation {
    if (in.next() != '"') {
      ContractViolation violation =
          in.next() == 'n'
              ? new ContractViolation("required, but null")
              : ViolationMessages.expected("text", in);
      throw violation.under(by);
    }
    in.string();
    start = in.start();
    length = in.length();
    int index =
        in.escaped() ? spellings.indexOf(in.text()) : table.find(in.bytes(), start, length, guess);
    if (index < 0)
      throw new ContractViolation(ViolationMessages.quoted(in) + " is no type; known are " + known)
          .under(by);
    guess = index;
    type = canonical.get(spellings.get(index));
    alias = !type.equals(spellings.get(index));
    return type;
  }

  /** Gives the row the bytes with the type's name in place of an alias. */
  void rewrite(byte[] value, Row row) {
    if (!alias) return;
    byte[] name = quote(type);
    int total = value.length - length + name.length;
    if (rewritten.length < total || rewritten.length > 1 << 16)
      rewritten = new byte[Math.max(total, 512)];
    System.arraycopy(value, 0, rewritten, 0, start);
    System.arraycopy(name, 0, rewritten, start, name.length);
    System.arraycopy(
        value, start + length, rewritten, start + name.length, value.length - start - length);
    row.store(rewritten, 0, total);
  }

  /** Reads the discriminator as a column: the type's name, whatever its spelling. */
  ValueReader reader() {
    byte[] none = new byte[0];
    return new ValueReader(true) {
      private byte[] name = none;
      private String named;

      @Override
      void value(int next, JsonScanner in, Row row, int slot) throws ContractViolation {
        in.string();
        if (!alias && !in.escaped()) {
          row.set(slot, start, length);
          return;
        }
        if (named != type) name = (named = type).getBytes(StandardCharsets.UTF_8);
        int at = row.reserve(name.length);
        System.arraycopy(name, 0, row.scratch(), at, name.length);
        row.set(slot, ~at, name.length);
      }
    };
  }

  private static byte[] quote(String text) {
    byte[] quoted = JsonStringEncoder.getInstance().quoteAsUTF8(text);
    return Arrays.copyOf(quoted, quoted.length);
  }
}
