package pipeline.mapreduce;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;
import org.apache.hadoop.mapreduce.lib.reduce.LongSumReducer;

/** Makes the MapReduce job that a specification asks for. */
final class Jobs {
  private Jobs() {}

  static Job create(JobSpec spec, String specFile, Configuration configuration) throws IOException {
    spec.hadoop().forEach(configuration::set);
    configuration.set(FilesInputFormat.SPEC, new File(specFile).getAbsolutePath());
    configuration.set("mapreduce.framework.name", spec.engine());
    LinesInputFormat.configure(configuration, spec.readsZstd());
    // What a job that is killed leaves there goes with the job's other remains, and not never.
    Path staging = new Path(new Path(spec.output()).getParent(), "_staging");
    configuration.set("yarn.app.mapreduce.am.staging-dir", staging.toUri().getPath());
    // In one process they are on the class path already.
    if (spec.bringsJars() && spec.engine().equals("yarn")) {
      configuration.set("tmpjars", jarsBeside(Jobs.class));
    }
    if (spec.grouping() != null) {
      spec.grouping().write(configuration);
    }
    Job job = Job.getInstance(configuration, spec.name());
    job.setJarByClass(Jobs.class);
    job.setInputFormatClass(spec.format().input());
    job.setMapperClass(spec.format().mapper());
    job.setOutputFormatClass(TextOutputFormat.class);
    FileOutputFormat.setOutputPath(job, new Path(spec.output()));
    job.setNumReduceTasks(spec.reducers());
    job.setMapOutputKeyClass(Text.class);
    if (spec.grouping() == null) {
      countWords(job);
    } else {
      group(job);
    }
    return job;
  }

  private static void countWords(Job job) {
    job.setCombinerClass(LongSumReducer.class);
    job.setReducerClass(LongSumReducer.class);
    job.setMapOutputValueClass(LongWritable.class);
    job.setOutputKeyClass(Text.class);
    job.setOutputValueClass(LongWritable.class);
  }

  private static void group(Job job) {
    job.setCombinerClass(TallyCombiner.class);
    job.setReducerClass(TallyReducer.class);
    job.setMapOutputValueClass(Tally.class);
    job.setOutputKeyClass(NullWritable.class);
    job.setOutputValueClass(Text.class);
  }

  /** The jars that lie beside ours, which travel with the job. */
  private static String jarsBeside(Class<?> type) throws IOException {
    try {
      File ours = new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
      File[] jars =
          ours.getParentFile()
              .listFiles((folder, name) -> name.endsWith(".jar") && !name.equals(ours.getName()));
      return Arrays.stream(jars == null ? new File[0] : jars)
          .map(jar -> jar.toURI().toString())
          .collect(Collectors.joining(","));
    } catch (URISyntaxException error) {
      throw new IOException(error);
    }
  }
}
