package pipeline.connect.sink;

import org.apache.kafka.connect.errors.ConnectException;

/**
 * Why a record became a dead letter. Without a stack trace, which would say nothing and cost much
 * for each record.
 */
final class Rejected extends ConnectException {
  Rejected(String reason) {
    super(reason);
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
