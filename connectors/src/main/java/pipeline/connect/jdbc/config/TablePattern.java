package pipeline.connect.jdbc.config;

/**
 * Names the tables of topics: `{topic}`, `shop.{topic}_{type}`. A dot before the first brace parts
 * the schema from the name.
 *
 * @param schema null: the one that the database has for the user
 */
public record TablePattern(String schema, String name) {
  private static final String TOPIC = "{topic}";
  private static final String TYPE = "{type}";

  static TablePattern of(String text) {
    int dot = text.indexOf('.');
    int brace = text.indexOf('{');
    boolean parts = dot >= 0 && (brace < 0 || dot < brace);
    return parts
        ? new TablePattern(text.substring(0, dot), text.substring(dot + 1))
        : new TablePattern(null, text);
  }

  public boolean hasTopic() {
    return name.contains(TOPIC);
  }

  public boolean hasType() {
    return name.contains(TYPE);
  }

  /**
   * @param type ignored where the pattern has none
   */
  public String table(String topic, String type) {
    StringBuilder table = new StringBuilder();
    String rest = name;
    while (!rest.isEmpty()) {
      if (rest.startsWith(TOPIC)) {
        table.append(topic);
        rest = rest.substring(TOPIC.length());
      } else if (rest.startsWith(TYPE)) {
        table.append(type);
        rest = rest.substring(TYPE.length());
      } else {
        table.append(rest.charAt(0));
        rest = rest.substring(1);
      }
    }
    return table.toString();
  }

  @Override
  public String toString() {
    return schema == null ? name : schema + "." + name;
  }
}
