package pipeline.connect.jdbc;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Stands before a PostgreSQL and cuts a session between its commit and the answer. */
final class CuttingProxy implements Closeable {
  private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int server;
  private volatile boolean armed;

  CuttingProxy(int server) throws IOException {
    this.server = server;
    start(this::accept);
  }

  int port() {
    return entrance.getLocalPort();
  }

  void cutAfterNextCommit() {
    armed = true;
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException | InterruptedException ended) {
                // The other side has gone, which ends this one too.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = entrance.accept();
      Socket database = new Socket(InetAddress.getLoopbackAddress(), server);
      start(() -> forward(client, database, true));
      start(() -> forward(database, client, false));
    }
  }

  private void forward(Socket from, Socket to, boolean asks)
      throws IOException, InterruptedException {
    byte[] buffer = new byte[1 << 16];
    try (from;
        to) {
      for (int length; (length = from.getInputStream().read(buffer)) > 0; ) {
        boolean commits =
            asks
                && armed
                && new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains("COMMIT");
        if (commits) {
          armed = false;
          from.close();
        }
        to.getOutputStream().write(buffer, 0, length);
        // The database commits before it sees that nobody is there for its answer.
        if (commits) Thread.sleep(500);
      }
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
  }
}
