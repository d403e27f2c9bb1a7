package pipeline.connect.filesystem.store;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.kafka.common.config.ConfigException;
import pipeline.connect.filesystem.config.SinkConfig;
import pipeline.connect.filesystem.config.SinkSettings;

/** Opens the store that a sink's path names. */
public final class Storages {
  /**
   * A store that does not answer must be noticed while the consumer is still in its group, so
   * clients give up within seconds and the sink itself goes on retrying.
   */
  private static final Map<String, String> SHORT_PATIENCE =
      Map.ofEntries(
          Map.entry("ipc.client.connect.max.retries", "1"),
          Map.entry("ipc.client.connect.max.retries.on.timeouts", "1"),
          Map.entry("ipc.client.connect.retry.interval", "500"),
          Map.entry("ipc.client.connect.timeout", "5000"),
          Map.entry("ipc.client.rpc-timeout.ms", "15000"),
          Map.entry("dfs.client.retry.policy.enabled", "false"),
          Map.entry("dfs.client.failover.max.attempts", "8"),
          Map.entry("dfs.client.failover.sleep.base.millis", "200"),
          Map.entry("dfs.client.failover.sleep.max.millis", "2000"),
          Map.entry("dfs.client.socket-timeout", "15000"),
          Map.entry("dfs.client.datanode-restart.timeout", "5"),
          Map.entry("dfs.client.block.write.retries", "1"),
          Map.entry("dfs.client.block.write.locateFollowingBlock.retries", "11"),
          Map.entry("dfs.client.block.write.locateFollowingBlock.initial.delay.ms", "2"),
          Map.entry("dfs.client.block.write.replace-datanode-on-failure.best-effort", "true"),
          Map.entry("dfs.client.max.block.acquire.failures", "1"),
          Map.entry("fs.s3a.attempts.maximum", "2"),
          Map.entry("fs.s3a.retry.limit", "2"),
          Map.entry("fs.s3a.retry.interval", "250ms"),
          Map.entry("fs.s3a.connection.establish.timeout", "15s"),
          Map.entry("fs.s3a.connection.timeout", "20s"),
          Map.entry("fs.s3a.connection.request.timeout", "30s"));

  private Storages() {}

  /**
   * Opens a store of its own, shared with nobody, so that closing it disturbs no other task.
   *
   * @throws IOException when it cannot be reached
   */
  public static Storage open(SinkSettings settings) throws IOException {
    URI path = settings.path();
    if (path.getScheme().equals("file"))
      return new LocalStorage(java.nio.file.Path.of(path.getPath()));
    Path root = new Path(path.getPath().isEmpty() ? path.resolve("/") : path);
    FileSystem files = FileSystem.newInstance(root.toUri(), configuration(settings));
    if (files instanceof DistributedFileSystem hdfs) return new HdfsStorage(hdfs, root);
    if (files instanceof S3AFileSystem s3) return S3Storage.probed(s3, root);
    files.close();
    throw new ConfigException(
        SinkConfig.PATH,
        path,
        "is served by "
            + files.getClass().getName()
            + ", whose creates and renames this sink does not know");
  }

  private static Configuration configuration(SinkSettings settings) {
    Configuration configuration = new Configuration();
    configuration.setClassLoader(Storages.class.getClassLoader());
    SHORT_PATIENCE.forEach(configuration::set);
    S3Client.configure(configuration, settings.s3());
    settings.hadoop().forEach(configuration::set);
    return configuration;
  }
}
