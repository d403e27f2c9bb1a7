package pipeline.spark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.analysis.UnsupportedOperationChecker;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * Analyses a job's SQL against the columns of its inputs as Spark would before running it, without
 * reading anything.
 */
final class SqlCheck {
  private static final String KAFKA = ", kafka_partition INT, kafka_offset BIGINT";

  private SqlCheck() {}

  /**
   * Tells `checked` with the columns of the result, or `refused` with the reason and its place in
   * the SQL (from 1).
   */
  static void check(JobRequest job, Report report) {
    try {
      report.tell("checked", Map.of("columns", columns(job)));
    } catch (Exception wrong) {
      // Scala throws checked exceptions without declaring them.
      if (wrong instanceof WrongWord word) {
        report.tell(
            "refused",
            Map.of(
                "reason", Reason.sentence(String.valueOf(word.getMessage())), "word", word.word));
      } else if (wrong instanceof ParseException parse) {
        tell(report, wrong, parse.start().line(), parse.start().startPosition());
      } else if (wrong instanceof AnalysisException analysis) {
        tell(report, wrong, analysis.line(), analysis.startPosition());
      } else {
        tell(report, wrong, Option.empty(), Option.empty());
      }
    }
  }

  private static List<String> columns(JobRequest job) {
    Catalyst catalyst = new Catalyst();
    for (JobRequest.Input input : job.inputs()) {
      String view = Views.quoted(input.view());
      String raw = Views.quoted("_raw " + input.view());
      StructType read =
          StructType.fromDDL(input.columns() + (input.topic() == null ? Views.FILE : KAFKA));
      catalyst.declare("_raw " + input.view(), read, job.streaming());
      String past = "";
      if (job.history() != null) {
        JobRequest.History history = job.history();
        word(
            "history",
            catalyst,
            "SELECT CAST(%s AS STRING), CAST(%s AS DOUBLE), CAST(%s AS DOUBLE) FROM %s"
                .formatted(history.by(), history.time(), history.of(), raw));
        past = ", CAST(NULL AS ARRAY<STRUCT<time: DOUBLE, value: DOUBLE>>) AS history";
      }
      catalyst.declare(
          input.view(),
          catalyst.analyze(
              "SELECT %s%s FROM %s".formatted(String.join(", ", input.select()), past, raw)));
      if (job.als() != null) als(catalyst, job.als(), view);
    }
    if (job.sql() == null) return List.of();
    LogicalPlan result = catalyst.analyze(job.sql());
    if (job.streaming()) UnsupportedOperationChecker.checkForStreaming(result, OutputMode.Append());
    List<String> names = List.of(result.schema().fieldNames());
    String key = job.output() == null ? null : job.output().key();
    if (key != null && !names.contains(key)) {
      throw new IllegalArgumentException(
          "the result has no column `" + key + "`, which keys the topic");
    }
    return names;
  }

  private static void als(Catalyst catalyst, JobRequest.AlsWords words, String view) {
    String time = words.time() == null ? "NULL" : words.time();
    word(
        "als",
        catalyst,
        "SELECT %s, %s, %s, %s FROM %s"
            .formatted(words.user(), words.item(), words.weight(), time, view));
  }

  /** Analyses what a word of the job says, whose place is no place in the job's SQL. */
  private static void word(String word, Catalyst catalyst, String sql) {
    try {
      catalyst.analyze(sql);
    } catch (Exception wrong) {
      throw new WrongWord(word, wrong);
    }
  }

  private static final class WrongWord extends RuntimeException {
    private static final long serialVersionUID = 1;
    final String word;

    WrongWord(String word, Exception wrong) {
      super(wrong.getMessage(), wrong);
      this.word = word;
    }
  }

  private static void tell(Report report, Exception wrong, Option<?> line, Option<?> position) {
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("reason", Reason.sentence(String.valueOf(wrong.getMessage())));
    if (line.isDefined()) place.put("line", line.get());
    if (position.isDefined() && position.get() instanceof Number column)
      place.put("column", column.intValue() + 1);
    report.tell("refused", place);
  }
}
