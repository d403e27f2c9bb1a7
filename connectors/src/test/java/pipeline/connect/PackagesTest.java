package pipeline.connect;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.Map;
import java.util.stream.Stream;

/** Packages depend in one direction, without cycles. A package without an entry is an error. */
@AnalyzeClasses(packages = "pipeline.connect", importOptions = DoNotIncludeTests.class)
class PackagesTest {
  private static final String ROOT = "pipeline.connect";

  /** The packages and what each may use. Datagen's packages count as one. */
  private static final Map<String, String[]> PACKAGES =
      Map.ofEntries(
          mayUse(".status"),
          mayUse("", ".status"),
          mayUse(".rest", ""),
          mayUse(".event"),
          mayUse(".encoding", ".event"),
          mayUse(".format", ".event"),
          mayUse(".datagen..", "", ".encoding", ".event", ".status"),
          mayUse(".http", "", ".encoding", ".event", ".status"),
          mayUse(".sink", ".encoding", ".event", ".status"),
          mayUse(".filesystem.config", ".sink", ".encoding", ".format", ".event"),
          mayUse(".filesystem.store", ".sink", ".filesystem.config"),
          mayUse(".filesystem.chain", ".sink", ".filesystem.store", ".filesystem.config"),
          mayUse(".jdbc.config", ".sink", ".encoding", ".event"),
          mayUse(".jdbc.table", ".jdbc.config", ".sink", ".event"),
          mayUse(".jdbc.sql", ".jdbc.table", ".jdbc.config", ".sink", ".event"),
          mayUse(".jdbc.postgres", ".jdbc.sql", ".jdbc.table", ".jdbc.config", ".event"),
          mayUse(
              ".jdbc.task",
              ".jdbc.sql",
              ".jdbc.table",
              ".jdbc.config",
              ".sink",
              ".encoding",
              ".event"),
          mayUse(
              ".jdbc",
              ".jdbc.task",
              ".jdbc.postgres",
              ".jdbc.sql",
              ".jdbc.table",
              ".jdbc.config",
              ".sink",
              ".status"),
          mayUse(
              ".filesystem.task",
              ".filesystem.chain",
              ".filesystem.store",
              ".filesystem.config",
              ".sink",
              ".encoding",
              ".format",
              ".event"),
          mayUse(
              ".filesystem",
              ".filesystem.task",
              ".filesystem.chain",
              ".filesystem.store",
              ".filesystem.config",
              ".sink",
              ".status"));

  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching("pipeline.(**)").should().beFreeOfCycles();

  @ArchTest static final ArchRule ONE_DIRECTION = oneDirection();

  private static Map.Entry<String, String[]> mayUse(String name, String... others) {
    return Map.entry(ROOT + name, Stream.of(others).map(ROOT::concat).toArray(String[]::new));
  }

  private static LayeredArchitecture oneDirection() {
    LayeredArchitecture rule =
        layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
            .ensureAllClassesAreContainedInArchitecture();
    for (String layer : PACKAGES.keySet()) rule = rule.layer(layer).definedBy(layer);
    for (Map.Entry<String, String[]> entry : PACKAGES.entrySet()) {
      rule =
          entry.getValue().length == 0
              ? rule.whereLayer(entry.getKey()).mayNotAccessAnyLayer()
              : rule.whereLayer(entry.getKey()).mayOnlyAccessLayers(entry.getValue());
    }
    return rule;
  }
}
