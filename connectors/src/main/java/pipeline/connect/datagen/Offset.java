package pipeline.connect.datagen;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;

/**
 * A position as Connect wants it, a map. Every record carries one and very few are ever read, so
 * the entries are made only then.
 */
final class Offset extends AbstractMap<String, Object> {
  private final Position position;

  Offset(Position position) {
    this.position = position;
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return position.toMap().entrySet();
  }
}
