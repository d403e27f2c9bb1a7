package pipeline.connect.filesystem.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.fs.BBPartHandle;
import org.apache.hadoop.fs.BBUploadHandle;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.MultipartUploader;
import org.apache.hadoop.fs.Options.CreateFileOptionKeys;
import org.apache.hadoop.fs.PartHandle;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.kafka.connect.errors.ConnectException;
import pipeline.connect.sink.Futures;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/**
 * S3. Links are conditional puts (If-None-Match). A data file is a multipart upload: its parts are
 * in the store, and it appears only when the upload is completed, which follows the link that holds
 * its handle. No rename is needed.
 */
final class S3Storage extends HadoopStorage<S3AFileSystem> {
  private final MultipartUploader uploader;

  S3Storage(S3AFileSystem files, Path root) throws IOException {
    super(files, root);
    this.uploader = files.createMultipartUploader(root).build();
  }

  /**
   * Opens the store after trying whether it refuses a second conditional create: many S3
   * look-alikes ignore the condition, and on those two writers would overwrite each other's links.
   *
   * @throws ConnectException when it does not
   */
  static S3Storage probed(S3AFileSystem files, Path root) throws IOException {
    S3Storage storage = new S3Storage(files, root);
    String path = "_tmp/probe-" + UUID.randomUUID();
    try {
      boolean first = storage.createExclusively(path, new byte[] {1}, path);
      boolean second = storage.createExclusively(path, new byte[] {2}, path);
      if (first && !second) return storage;
      throw new ConnectException(
          "The S3 store does not honour conditional creates (If-None-Match), so two writers could"
              + " overwrite each other's commit links. Use a store that does, such as AWS S3, MinIO or s3proxy.");
    } finally {
      storage.delete(path);
    }
  }

  @Override
  public boolean createExclusively(String path, byte[] content, String temporary)
      throws IOException {
    try {
      FSDataOutputStreamBuilder<?, ?> creation = files.createFile(at(path));
      creation.create();
      creation.recursive();
      creation.must(CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, true);
      try (FSDataOutputStream out = creation.build()) {
        out.write(content);
      }
      return true;
    } catch (IOException failure) {
      return holds(path, content, failure);
    }
  }

  @Override
  public boolean exists(String path) throws IOException {
    try {
      files.getS3AInternals().getObjectMetadata(at(path));
      return true;
    } catch (FileNotFoundException none) {
      return false;
    }
  }

  @Override
  public PendingFile begin(String path, String temporary) throws IOException {
    return new MultipartFile(uploader, at(path));
  }

  /** The upload was begun at its key, so the store has accepted that already. */
  @Override
  public void prepare(DataFile file) {}

  @Override
  public void publish(DataFile file) throws IOException {
    Path target = at(file.path());
    Map<Integer, PartHandle> parts = new HashMap<>();
    for (byte[] part : file.upload().parts()) {
      parts.put(parts.size() + 1, BBPartHandle.from(ByteBuffer.wrap(part)));
    }
    try {
      Futures.get(
          uploader.complete(
              BBUploadHandle.from(ByteBuffer.wrap(file.upload().handle())), target, parts));
    } catch (IOException failure) {
      if (published(file, target)) return;
      throw failure;
    }
  }

  /**
   * An upload that is no longer known was completed by somebody, or aborted by nobody but a later
   * owner.
   */
  private boolean published(DataFile file, Path target) throws IOException {
    try {
      return files.getFileStatus(target).getLen() == file.bytes();
    } catch (FileNotFoundException none) {
      return false;
    }
  }

  @Override
  public void clearOthers(Place place, String writer) throws IOException {
    String directory = files.pathToKey(at(place.topic()));
    for (MultipartUpload upload : files.listMultipartUploads(directory)) {
      String name = upload.key().substring(upload.key().lastIndexOf('/') + 1);
      if (name.startsWith(place.filePrefix())) files.abortMultipartUpload(upload);
    }
  }

  @Override
  public void close() throws IOException {
    uploader.close();
    super.close();
  }
}
