package pipeline.connect.filesystem.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.MultipartUploader;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UploadHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.connect.sink.Futures;

/** A data file as a multipart upload that stays uncompleted until its link exists. */
final class MultipartFile extends OutputStream implements Storage.PendingFile {
  private static final Logger LOG = LoggerFactory.getLogger(MultipartFile.class);

  /** S3 wants 5 MiB of every part but the last. */
  private static final int PART = 8 << 20;

  private final MultipartUploader uploader;
  private final Path target;
  private final UploadHandle handle;
  private final List<byte[]> parts = new ArrayList<>();
  private byte[] buffer = new byte[1 << 16];
  private int used;
  private boolean closed;

  MultipartFile(MultipartUploader uploader, Path target) throws IOException {
    this.uploader = uploader;
    this.target = target;
    this.handle = Futures.get(uploader.startUpload(target));
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      if (used == PART) putPart(false);
      int count = Math.min(left, PART - used);
      if (used + count > buffer.length) {
        buffer = Arrays.copyOf(buffer, Math.min(PART, Math.max(used + count, buffer.length * 2)));
      }
      System.arraycopy(bytes, from, buffer, used, count);
      used += count;
      from += count;
      left -= count;
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) return;
    putPart(true);
    closed = true;
  }

  private void putPart(boolean last) throws IOException {
    ByteArrayInputStream content = new ByteArrayInputStream(buffer, 0, used);
    parts.add(
        Futures.get(uploader.putPart(handle, parts.size() + 1, last, target, content, used))
            .toByteArray());
    used = 0;
  }

  @Override
  public OutputStream stream() {
    return this;
  }

  @Override
  public DataFile.Upload upload() {
    if (!closed) throw new IllegalStateException("the upload's last part is not there yet");
    return new DataFile.Upload(handle.toByteArray(), List.copyOf(parts));
  }

  @Override
  public void abandon() {
    closed = true;
    try {
      Futures.get(uploader.abort(handle, target));
    } catch (IOException | RuntimeException failure) {
      LOG.debug("An abandoned upload stays until the next open", failure);
    }
  }
}
