package pipeline.connect.encoding;

import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Whether every value of a writer's schema can be read by a reader's, by Avro's resolution. */
final class Misfits {
  private Misfits() {}

  /** Null when it fits; else where it does not, and why. */
  static String of(Schema reader, Schema writer) {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
    if (result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE) return null;
    Incompatibility first = result.getIncompatibilities().get(0);
    return field(first, reader) + first.getMessage();
  }

  /** The name of the field that the location points at, such as `/fields/1/type`. */
  private static String field(Incompatibility misfit, Schema reader) {
    String[] steps = misfit.getLocation().split("/");
    Schema schema = reader;
    StringBuilder path = new StringBuilder();
    for (int step = 1; step + 1 < steps.length; step++) {
      if (!steps[step].equals("fields") || schema.getType() != Schema.Type.RECORD) break;
      Schema.Field field = schema.getFields().get(Integer.parseInt(steps[++step]));
      path.append(path.length() == 0 ? "" : ".").append(field.name());
      schema = field.schema();
      if (step + 1 < steps.length && steps[step + 1].equals("type")) step++;
    }
    return path.length() == 0 ? "" : path + ": ";
  }
}
