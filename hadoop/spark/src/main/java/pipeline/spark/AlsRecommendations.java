package pipeline.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Recommendations by matrix factorization of implicit feedback (Hu, Koren, Volinsky: Collaborative
 * Filtering for Implicit Feedback Datasets, ICDM 2008), with Spark's ALS. The seed is fixed, so the
 * same events in the same files give the same lists on the same number of cores.
 */
final class AlsRecommendations {
  private static final int SEED = 42;
  private final JobRequest.AlsWords words;
  private final Report report;

  AlsRecommendations(JobRequest.AlsWords words, Report report) {
    this.words = words;
    this.report = report;
  }

  /**
   * A row per user: `user`, `items ARRAY<STRUCT<item, score>>`, best first. What was measured is
   * put into `result`.
   */
  Dataset<Row> recommend(Dataset<Row> rows, Map<String, Object> result) {
    Dataset<Row> events = numbered(events(rows)).persist();
    long total = events.count();
    result.put("events", total);
    if (words.time() != null) result.put("evaluation", evaluate(events));
    report.tell("step", Map.of("message", "learning from " + total + " events"));
    return lists(events)
        .groupBy("user")
        .agg(expr("array_sort(collect_list(struct(rank, item, score))) AS ranked"))
        .selectExpr("user", "transform(ranked, one -> struct(one.item, one.score)) AS items");
  }

  private Dataset<Row> events(Dataset<Row> rows) {
    return rows.select(
            expr(words.user()).cast("string").as("user"),
            expr(words.item()).cast("string").as("item"),
            expr(words.weight()).cast("float").as("weight"),
            expr(words.time() == null ? "CAST(NULL AS TIMESTAMP)" : words.time()).as("time"),
            expr("kafka_offset"))
        .where("user IS NOT NULL AND item IS NOT NULL AND weight > 0");
  }

  /**
   * ALS wants whole numbers for ids: `u` and `i` are places in the sorted lists of users and items.
   */
  private static Dataset<Row> numbered(Dataset<Row> events) {
    Dataset<Row> users = places(events, "user", "u");
    Dataset<Row> items = places(events, "item", "i");
    return events.join(users, "user").join(items, "item");
  }

  private static Dataset<Row> places(Dataset<Row> events, String id, String place) {
    return events
        .select(id)
        .distinct()
        .withColumn(place, row_number().over(Window.orderBy(id)).minus(1));
  }

  /** `user`, `item`, `score`, `rank` from 1 to `top`. */
  private Dataset<Row> lists(Dataset<Row> events) {
    Dataset<Row> known =
        events.groupBy("u", "i", "user", "item").agg(sum("weight").as("weight")).persist();
    ALSModel model =
        new ALS()
            .setImplicitPrefs(true)
            .setUserCol("u")
            .setItemCol("i")
            .setRatingCol("weight")
            .setRank(words.rank())
            .setMaxIter(words.iterations())
            .setRegParam(words.regularization())
            .setAlpha(words.alpha())
            .setSeed(SEED)
            // A block is a task of its own in each half of an iteration: one for each core is
            // enough.
            .setNumBlocks(known.sparkSession().sparkContext().defaultParallelism())
            .fit(known);
    int wanted = words.top() + (words.excludeKnown() ? mostKnown(known) : 0);
    Dataset<Row> scored =
        model
            .recommendForAllUsers(wanted)
            .select(col("u"), explode(col("recommendations")).as("one"))
            .select(col("u"), col("one.i").as("i"), col("one.rating").as("score"));
    Dataset<Row> open =
        words.excludeKnown()
            ? scored.join(known.select("u", "i"), columns("u", "i"), "left_anti")
            : scored;
    return open.withColumn(
            "rank",
            row_number().over(Window.partitionBy("u").orderBy(col("score").desc(), col("i"))))
        .where(col("rank").leq(words.top()))
        .join(known.select("u", "user").distinct(), "u")
        .join(known.select("i", "item").distinct(), "i")
        .select("user", "item", "score", "rank");
  }

  private static int mostKnown(Dataset<Row> known) {
    Row most =
        known
            .groupBy("u")
            .agg(count(lit(1)).as("items"))
            .agg(coalesce(max("items"), lit(0L)))
            .first();
    return Math.toIntExact(most.getLong(0));
  }

  /**
   * Leave-last-out: every user's latest event is kept back and asked for after learning all others,
   * among all items. As in `pipeline recommender evaluate`, a user's only event is no case, nor is
   * an item that the user already had where known items are left out.
   */
  private Map<String, Object> evaluate(Dataset<Row> events) {
    report.tell("step", Map.of("message", "evaluating: every user's latest event is kept back"));
    Dataset<Row> ordered =
        events.withColumn(
            "back",
            row_number()
                .over(
                    Window.partitionBy("user")
                        .orderBy(col("time").desc(), col("kafka_offset").desc())));
    Dataset<Row> learned = ordered.where("back > 1").drop("back").persist();
    Dataset<Row> kept = ordered.where("back = 1").select("user", "item");
    Dataset<Row> asked = kept.join(learned.select("user").distinct(), "user");
    Dataset<Row> cases =
        words.excludeKnown()
            ? asked.join(
                learned.select("user", "item").distinct(), columns("user", "item"), "left_anti")
            : asked;
    Row measured =
        cases
            .join(lists(learned), columns("user", "item"), "left")
            .agg(
                count(lit(1)),
                sum(when(col("rank").isNotNull(), 1).otherwise(0)),
                sum(expr("coalesce(1 / log2(rank + 1), 0)")),
                sum(expr("coalesce(1 / rank, 0)")))
            .first();
    learned.unpersist();
    long number = measured.getLong(0);
    double most = Math.max(1, number);
    Map<String, Object> quality = new LinkedHashMap<>();
    quality.put("protocol", "leave-last-out");
    quality.put("cases", number);
    quality.put("k", words.top());
    quality.put("hitRate", number == 0 ? 0 : measured.getLong(1) / most);
    quality.put("ndcg", number == 0 ? 0 : measured.getDouble(2) / most);
    quality.put("mrr", number == 0 ? 0 : measured.getDouble(3) / most);
    return quality;
  }

  private static Seq<String> columns(String... names) {
    return CollectionConverters.asScala(List.of(names)).toSeq();
  }
}
