package pipeline.connect.jdbc.sql;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.connect.jdbc.config.JdbcSettings;

/**
 * The sessions of one task: few, each used by one transaction at a time, closed after any failure.
 */
public final class Connections implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
  private static final int MOST = 4;
  private static final long PATIENCE_SECONDS = 60;

  private final JdbcSettings settings;
  private final Dialect dialect;
  private final Semaphore free = new Semaphore(MOST);
  private final Deque<Connection> idle = new ArrayDeque<>();
  private boolean closed;

  public Connections(JdbcSettings settings, Dialect dialect) {
    this.settings = settings;
    this.dialect = dialect;
  }

  /** What is done in a transaction. */
  public interface Work<T> {
    T in(Connection connection) throws SQLException, IOException;
  }

  /**
   * Does all of the work or nothing. When the commit itself fails, nobody knows which.
   *
   * @throws RefusedValue when the database refuses a value
   * @throws IOException when the database does not answer or cannot do it now
   */
  public <T> T transaction(Work<T> work) throws IOException {
    return inTransaction(work, true);
  }

  /** Does the work and takes it back. */
  public <T> T trial(Work<T> work) throws IOException {
    return inTransaction(work, false);
  }

  private <T> T inTransaction(Work<T> work, boolean kept) throws IOException {
    acquire();
    Connection connection = null;
    boolean sound = false;
    try {
      connection = take();
      T result = work.in(connection);
      if (kept) connection.commit();
      else connection.rollback();
      sound = true;
      return result;
    } catch (SQLException failure) {
      throw told(failure);
    } finally {
      if (sound) giveBack(connection);
      else close(connection);
      free.release();
    }
  }

  private IOException told(SQLException failure) {
    LOG.debug("A statement failed", failure);
    String reason = dialect.reason(failure);
    return dialect.refusesValue(failure) ? new RefusedValue(reason) : new IOException(reason);
  }

  private void acquire() throws IOException {
    try {
      if (!free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS))
        throw new IOException("no free session within " + PATIENCE_SECONDS + " s");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(interrupted);
    }
  }

  private Connection take() throws SQLException {
    synchronized (this) {
      Connection known = idle.poll();
      if (known != null) return known;
    }
    Connection made = dialect.connect(settings);
    made.setAutoCommit(false);
    return made;
  }

  private void giveBack(Connection connection) {
    synchronized (this) {
      if (!closed) {
        idle.push(connection);
        return;
      }
    }
    close(connection);
  }

  /** Lets go of idle sessions; those at work end with their work. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      idle.forEach(Connections::close);
      idle.clear();
    }
  }

  private static void close(Connection connection) {
    if (connection == null) return;
    try {
      connection.close();
    } catch (SQLException failure) {
      LOG.debug("A session could not be closed", failure);
    }
  }
}
