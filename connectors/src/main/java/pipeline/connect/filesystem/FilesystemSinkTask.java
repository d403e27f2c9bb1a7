package pipeline.connect.filesystem;

import java.io.IOException;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import pipeline.connect.filesystem.config.SinkSettings;
import pipeline.connect.filesystem.store.Storage;
import pipeline.connect.filesystem.store.Storages;
import pipeline.connect.filesystem.task.PartitionContext;
import pipeline.connect.filesystem.task.PartitionSink;
import pipeline.connect.sink.ExactlyOnceSinkTask;
import pipeline.connect.sink.PartitionWriter;
import pipeline.connect.sink.SinkStore;
import pipeline.connect.sink.SinkTarget;
import pipeline.connect.sink.TaskEnvironment;
import pipeline.connect.sink.WorkerEnvironment;

/** A task that writes files. */
public final class FilesystemSinkTask extends ExactlyOnceSinkTask {
  private final Opener opener;

  /** Opens the store, so that tests can stand in for it. */
  interface Opener {
    Storage open(SinkSettings settings) throws IOException;
  }

  public FilesystemSinkTask() {
    this(new WorkerEnvironment(), Storages::open);
  }

  FilesystemSinkTask(TaskEnvironment environment, Opener opener) {
    super(environment);
    this.opener = opener;
  }

  @Override
  public String version() {
    return FilesystemSinkConnector.VERSION;
  }

  @Override
  protected SinkTarget target(Map<String, String> properties) {
    return new Files(SinkSettings.of(properties), opener);
  }

  private record Files(SinkSettings settings, Opener opener) implements SinkTarget {
    @Override
    public String connector() {
      return settings.connector();
    }

    @Override
    public String store() {
      String authority = settings.path().getAuthority();
      return settings.path().getScheme().equals("s3a") ? "bucket " + authority : authority;
    }

    @Override
    public long patience() {
      return settings.roll().milliseconds();
    }

    @Override
    public SinkStore open(Tools tools) throws IOException {
      Storage storage = opener.open(settings);
      PartitionContext shared =
          new PartitionContext(settings, storage, settings.decoders(tools.clock()), tools);
      return new SinkStore() {
        @Override
        public PartitionWriter writer(TopicPartition partition) {
          return new PartitionSink(partition, shared);
        }

        @Override
        public void close() throws IOException {
          storage.close();
        }
      };
    }
  }
}
