package pipeline.connect.jdbc.task;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.EventContract;

/**
 * Reads what Debezium's change events (docs/event-contract.md) say of a row: what it is now, or
 * which one is gone. Belongs to one thread at a time.
 */
final class RowChanges {
  /** What Debezium writes in place of a large value that did not change. */
  private static final byte[] UNAVAILABLE =
      "\"__debezium_unavailable_value\"".getBytes(StandardCharsets.UTF_8);

  private final JsonParts envelope;
  private final JsonParts payload;

  /** The row as it is now, in JSON; or, when `after` is null, the one that is gone. */
  record Change(byte[] before, byte[] after) {}

  RowChanges(EventContract contract) {
    envelope = contract.isEnveloped() ? new JsonParts(contract) : null;
    payload = new JsonParts(contract.payload());
  }

  /**
   * @throws ContractViolation when the value is no change of a row, or lacks what it needs
   */
  Change read(byte[] value) throws ContractViolation {
    byte[] event = value;
    if (envelope != null) {
      envelope.read(value);
      event = envelope.json(EventContract.PAYLOAD);
    }
    try {
      return change(event);
    } catch (ContractViolation violation) {
      throw envelope == null ? violation : violation.under(EventContract.PAYLOAD);
    }
  }

  private Change change(byte[] event) throws ContractViolation {
    payload.read(event);
    String op = payload.text("op");
    byte[] before = payload.json("before");
    byte[] after = payload.json("after");
    switch (op) {
      case "c", "u", "r" -> {
        if (after == null) throw new ContractViolation("missing, and op is " + op).under("after");
        if (isUnavailable(after))
          throw new ContractViolation(
                  "holds a value that Debezium could not see; give the table REPLICA IDENTITY FULL")
              .under("after");
        return new Change(before, after);
      }
      case "d" -> {
        if (before == null)
          throw new ContractViolation("missing, so nothing says which row is gone").under("before");
        return new Change(before, null);
      }
      case "t" ->
          throw new ContractViolation(
                  "t: the source table was emptied; empty this one by hand, or let Debezium leave such"
                      + " events out (skipped.operations=t)")
              .under("op");
      default -> throw new ContractViolation(op + ": is no change of a row").under("op");
    }
  }

  private static boolean isUnavailable(byte[] json) {
    int last = json.length - UNAVAILABLE.length;
    for (int at = 0; at <= last; at++) {
      if (json[at] == '"'
          && Arrays.equals(json, at, at + UNAVAILABLE.length, UNAVAILABLE, 0, UNAVAILABLE.length))
        return true;
    }
    return false;
  }
}
