package pipeline.connect.jdbc.postgres;

import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.Row;

/** The undeclared fields as one JSON object, each as it stood in the value. */
final class RestColumn {
  private RestColumn() {}

  static void encode(CopyBytes out, Row row, int slot) throws ContractViolation {
    if (!row.has(slot)) {
      ColumnEncoder.nothing(out);
      return;
    }
    int length = 2;
    int count = row.count(slot);
    int member = row.firstItem(slot);
    for (int i = 0; i < count; i++, member = row.nextItem(member)) {
      length += 1 + row.textLength(member);
    }
    out.four(length);
    out.one(1);
    member = row.firstItem(slot);
    for (int i = 0; i < count; i++, member = row.nextItem(member)) {
      int start = row.textStart(member);
      ColumnEncoder.refuseNul(row.textSource(member), start, start + row.textLength(member));
      out.one(i == 0 ? '{' : ',');
      out.all(row.textSource(member), start, row.textLength(member));
    }
    out.one('}');
  }
}
