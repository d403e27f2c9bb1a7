package pipeline.spark;

import static org.apache.spark.sql.functions.expr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsWithStateFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.streaming.GroupState;
import org.apache.spark.sql.streaming.GroupStateTimeout;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Adds the column `history ARRAY<STRUCT<time: DOUBLE, value: DOUBLE>>` to a stream: what came
 * before in the same group within the span, oldest first, this record last. Records of a group
 * count in the order of their offsets; a group must not be spread over partitions.
 */
final class HistoryColumn {
  static final String DDL = "history ARRAY<STRUCT<time: DOUBLE, value: DOUBLE>>";
  private static final String GROUP = "_history_by";
  private static final String TIME = "_history_time";
  private static final String VALUE = "_history_value";

  private HistoryColumn() {}

  static Dataset<Row> add(Dataset<Row> rows, JobRequest.History history) {
    StructType with = StructType.fromDDL(rows.schema().toDDL() + ", " + DDL);
    Dataset<Row> marked =
        rows.withColumn(GROUP, expr(history.by()).cast("string"))
            .withColumn(TIME, expr(history.time()).cast("double"))
            .withColumn(VALUE, expr(history.of()).cast("double"));
    double span = history.span();
    int width = rows.columns().length;
    FlatMapGroupsWithStateFunction<String, Row, Past, Row> remember =
        (group, records, state) -> remember(records, state, span, width).iterator();
    return marked
        .groupByKey(
            (MapFunction<Row, String>) row -> String.valueOf(row.<String>getAs(GROUP)),
            Encoders.STRING())
        .flatMapGroupsWithState(
            remember,
            OutputMode.Append(),
            Encoders.bean(Past.class),
            Encoders.row(with),
            GroupStateTimeout.NoTimeout());
  }

  private static List<Row> remember(
      Iterator<Row> records, GroupState<Past> state, double span, int width) {
    List<Row> inOrder = new ArrayList<>();
    records.forEachRemaining(inOrder::add);
    inOrder.sort(Comparator.comparingLong(row -> row.<Long>getAs("kafka_offset")));
    Past past = state.exists() ? state.get() : new Past();
    List<Row> out = new ArrayList<>(inOrder.size());
    for (Row row : inOrder) {
      Double time = row.getAs(TIME);
      Double value = row.getAs(VALUE);
      if (time != null && value != null) past = past.with(time, value, span);
      Object[] columns = new Object[width + 1];
      for (int index = 0; index < width; index++) columns[index] = row.get(index);
      columns[width] = points(past);
      out.add(RowFactory.create(columns));
    }
    state.update(past);
    return out;
  }

  private static Object points(Past past) {
    List<Row> points = new ArrayList<>();
    for (int index = 0; index < past.getTimes().length; index++) {
      points.add(RowFactory.create(past.getTimes()[index], past.getValues()[index]));
    }
    return CollectionConverters.asScala(points).toSeq();
  }
}
