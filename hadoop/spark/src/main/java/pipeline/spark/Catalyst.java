package pipeline.spark;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.QueryPlanningTracker;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.analysis.Analyzer;
import org.apache.spark.sql.catalyst.analysis.FakeV2SessionCatalog$;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.analysis.TableFunctionRegistry;
import org.apache.spark.sql.catalyst.catalog.CatalogStorageFormat;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.CatalogTable$;
import org.apache.spark.sql.catalyst.catalog.CatalogTableType;
import org.apache.spark.sql.catalyst.catalog.InMemoryCatalog;
import org.apache.spark.sql.catalyst.catalog.SessionCatalog;
import org.apache.spark.sql.catalyst.catalog.TemporaryViewRelation;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import org.apache.spark.sql.connector.catalog.CatalogManager;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Map;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Spark's parser and analyzer over views without data: no session, no context and no threads, so it
 * is there in a second or two.
 */
final class Catalyst {
  private final SessionCatalog catalog =
      new SessionCatalog(
          new InMemoryCatalog(new SparkConf(false), new Configuration(false)),
          FunctionRegistry.builtin(),
          TableFunctionRegistry.builtin());
  private final Analyzer analyzer =
      new Analyzer(new CatalogManager(FakeV2SessionCatalog$.MODULE$, catalog));

  /** The analyzed plan; Spark's own exceptions say what is wrong and where. */
  LogicalPlan analyze(String sql) {
    return analyzer.executeAndCheck(
        CatalystSqlParser$.MODULE$.parsePlan(sql), new QueryPlanningTracker(Option.empty()));
  }

  /** A view of these columns without rows. */
  void declare(String view, StructType columns, boolean streaming) {
    Seq<InternalRow> none = CollectionConverters.asScala(List.<InternalRow>of()).toSeq();
    List<Attribute> attributes =
        List.copyOf(CollectionConverters.asJava(DataTypeUtils.toAttributes(columns)));
    Seq<Attribute> named = CollectionConverters.asScala(attributes).toSeq();
    declare(view, new LocalRelation(named, none, streaming, Option.empty()));
  }

  /** A view of an analyzed plan. */
  void declare(String view, LogicalPlan plan) {
    catalog.createTempView(
        view, new TemporaryViewRelation(table(view, plan.schema()), Option.apply(plan)), true);
  }

  private static CatalogTable table(String name, StructType columns) {
    CatalogTable$ usual = CatalogTable$.MODULE$;
    return new CatalogTable(
        new TableIdentifier(name),
        CatalogTableType.VIEW(),
        CatalogStorageFormat.empty(),
        columns,
        usual.apply$default$5(),
        usual.apply$default$6(),
        usual.apply$default$7(),
        usual.apply$default$8(),
        usual.apply$default$9(),
        usual.apply$default$10(),
        usual.apply$default$11(),
        new Map.Map1<>(usual.VIEW_STORING_ANALYZED_PLAN(), "true"),
        usual.apply$default$13(),
        usual.apply$default$14(),
        usual.apply$default$15(),
        usual.apply$default$16(),
        usual.apply$default$17(),
        usual.apply$default$18(),
        usual.apply$default$19(),
        usual.apply$default$20(),
        usual.apply$default$21());
  }
}
