package pipeline.connect.jdbc.postgres;

import java.util.List;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.Row;
import pipeline.connect.jdbc.table.TableColumn;

/**
 * Puts a row's columns behind each other.
 *
 * @param rest the slot of the undeclared fields, or -1
 */
record RowEncoder(int rest) {
  void encode(CopyBytes bytes, List<TableColumn> columns, Row row) throws ContractViolation {
    for (TableColumn column : columns) {
      if (column.slot() == rest) RestColumn.encode(bytes, row, column.slot());
      else if (!row.has(column.slot())) ColumnEncoder.nothing(bytes);
      else one(bytes, column, row);
    }
  }

  private static void one(CopyBytes bytes, TableColumn column, Row row) throws ContractViolation {
    try {
      ColumnEncoder.value(bytes, column.type(), row, column.slot());
    } catch (ContractViolation violation) {
      throw violation.under(column.name());
    }
  }
}
