package pipeline.connect.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A real HTTP server that answers as a test says and keeps what it was asked. */
final class Api implements AutoCloseable {
  /** Answers one request. */
  interface Reply {
    void to(HttpExchange exchange) throws IOException;
  }

  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile Reply reply;

  Api(Reply reply) throws IOException {
    this.reply = reply;
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work);
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          authorizations.add(
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          this.reply.to(exchange);
        });
    server.start();
  }

  void reply(Reply reply) {
    this.reply = reply;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  static Reply json(String body) {
    return status(200, body);
  }

  static Reply status(int status, String body, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2)
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) exchange.getResponseBody().write(bytes);
      exchange.close();
    };
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
