package pipeline.connect.jdbc;

import org.apache.kafka.common.config.ConfigException;
import pipeline.connect.jdbc.config.JdbcConfig;
import pipeline.connect.jdbc.postgres.PostgresDialect;
import pipeline.connect.jdbc.sql.Dialect;

/** The databases that the sink knows, by the beginning of their address. */
final class Dialects {
  private Dialects() {}

  /**
   * @throws ConfigException when no database has such an address
   */
  static Dialect of(String url) {
    if (url.startsWith(PostgresDialect.URL)) return new PostgresDialect();
    throw new ConfigException(JdbcConfig.URL, url, "must begin with " + PostgresDialect.URL);
  }
}
