package pipeline.connect.jdbc;

import java.io.IOException;
import java.util.Map;
import pipeline.connect.jdbc.config.JdbcSettings;
import pipeline.connect.jdbc.sql.Dialect;
import pipeline.connect.jdbc.task.JdbcStore;
import pipeline.connect.sink.ExactlyOnceSinkTask;
import pipeline.connect.sink.SinkStore;
import pipeline.connect.sink.SinkTarget;
import pipeline.connect.sink.TaskEnvironment;
import pipeline.connect.sink.WorkerEnvironment;

/** A task that writes rows. */
public final class JdbcSinkTask extends ExactlyOnceSinkTask {
  public JdbcSinkTask() {
    this(new WorkerEnvironment());
  }

  JdbcSinkTask(TaskEnvironment environment) {
    super(environment);
  }

  @Override
  public String version() {
    return JdbcSinkConnector.VERSION;
  }

  @Override
  protected SinkTarget target(Map<String, String> properties) {
    JdbcSettings settings = JdbcSinkConnector.settings(properties);
    return new Database(settings, Dialects.of(settings.url()));
  }

  private record Database(JdbcSettings settings, Dialect dialect) implements SinkTarget {
    @Override
    public String connector() {
      return settings.connector();
    }

    @Override
    public String store() {
      return settings.store();
    }

    @Override
    public long patience() {
      return JdbcStore.PATIENCE;
    }

    @Override
    public SinkStore open(Tools tools) throws IOException {
      return JdbcStore.open(settings, dialect, tools);
    }
  }
}
