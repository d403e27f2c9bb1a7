package pipeline.connect.jdbc.sql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import pipeline.connect.jdbc.config.JdbcSettings;

/** Moves a sink's positions while it is stopped. */
public record OffsetsReset(JdbcSettings settings, Dialect dialect) {
  /**
   * @param offsets the wanted positions; a null offset is the start of the topic. Empty: every
   *     partition that the sink has stored, to the start
   * @throws IOException when the database does not answer; nothing was moved then
   */
  public void to(Map<TopicPartition, Long> offsets) throws IOException {
    try (Connections connections = new Connections(settings, dialect)) {
      connections.transaction(
          connection -> {
            String own = settings.table().schema();
            String schema = own == null ? dialect.schema(connection) : own;
            move(connection, schema, offsets);
            return null;
          });
    }
  }

  private void move(Connection connection, String schema, Map<TopicPartition, Long> offsets)
      throws SQLException {
    ControlTables.create(connection, dialect, schema);
    Map<TopicPartition, Long> wanted = new HashMap<>(offsets);
    if (offsets.isEmpty())
      for (TopicPartition each : stored(connection, schema)) wanted.put(each, null);
    for (Map.Entry<TopicPartition, Long> entry : wanted.entrySet()) {
      TopicPartition partition = entry.getKey();
      PartitionPlace place =
          new PartitionPlace(settings.connector(), partition.topic(), partition.partition());
      Position position = new Position(dialect, schema, place, "");
      Position.State before = position.locked(connection);
      if (before != null) position.reset(connection, before, entry.getValue());
    }
  }

  private List<TopicPartition> stored(Connection connection, String schema) throws SQLException {
    String sql =
        "SELECT \"topic\", \"partition\" FROM "
            + ControlTables.OFFSETS.in(dialect, schema)
            + " WHERE \"sink\" = ?";
    List<TopicPartition> stored = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, settings.connector());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) stored.add(new TopicPartition(rows.getString(1), rows.getInt(2)));
      }
    }
    return stored;
  }
}
