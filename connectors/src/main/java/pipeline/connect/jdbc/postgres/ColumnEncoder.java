package pipeline.connect.jdbc.postgres;

import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.Row;
import pipeline.connect.jdbc.table.ColumnType;

/** Columns' values in PostgreSQL's binary representation, each with its length before it. */
final class ColumnEncoder {
  private static final long MICROS_TO_2000 = 946_684_800_000_000L;
  private static final int DAYS_TO_2000 = 10_957;
  private static final int JSONB_VERSION = 1;
  private static final byte[] NUL_ESCAPE = {'u', '0', '0', '0', '0'};

  private ColumnEncoder() {}

  static void nothing(CopyBytes out) {
    out.four(-1);
  }

  static void integer(CopyBytes out, long value) {
    out.four(8);
    out.eight(value);
  }

  /** The value in a row's slot, which is there. */
  static void value(CopyBytes out, ColumnType type, Row row, int slot) throws ContractViolation {
    switch (type.kind()) {
      case INTEGER, DOUBLE -> integer(out, row.number(slot));
      case INSTANT -> integer(out, row.number(slot) - MICROS_TO_2000);
      case DATE -> {
        out.four(4);
        out.four((int) row.number(slot) - DAYS_TO_2000);
      }
      case BOOLEAN -> {
        out.four(1);
        out.one((int) row.number(slot));
      }
      case DECIMAL -> Decimals.encode(out, row.number(slot), type.scale());
      case BYTES -> {
        out.four(row.textLength(slot));
        out.all(row.textSource(slot), row.textStart(slot), row.textLength(slot));
      }
      case TEXT -> text(out, row.textSource(slot), row.textStart(slot), row.textLength(slot));
      case JSON -> json(out, row.textSource(slot), row.textStart(slot), row.textLength(slot));
    }
  }

  static void text(CopyBytes out, byte[] source, int start, int length) throws ContractViolation {
    for (int i = start; i < start + length; i++) {
      if (source[i] == 0)
        throw new ContractViolation("holds the character NUL, which PostgreSQL's text cannot hold");
    }
    out.four(length);
    out.all(source, start, length);
  }

  /** A JSON text, checked by whoever read it. */
  static void json(CopyBytes out, byte[] source, int start, int length) throws ContractViolation {
    refuseNul(source, start, start + length);
    out.four(length + 1);
    out.one(JSONB_VERSION);
    out.all(source, start, length);
  }

  static void refuseNul(byte[] json, int from, int to) throws ContractViolation {
    for (int i = from; i < to; i++) {
      if (json[i] != '\\') continue;
      i++;
      boolean nul = i + NUL_ESCAPE.length <= to;
      for (int k = 0; nul && k < NUL_ESCAPE.length; k++) nul = json[i + k] == NUL_ESCAPE[k];
      if (nul)
        throw new ContractViolation(
            "holds the character NUL, which PostgreSQL's jsonb cannot hold");
    }
  }
}
