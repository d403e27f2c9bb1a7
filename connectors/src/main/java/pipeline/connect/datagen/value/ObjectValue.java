package pipeline.connect.datagen.value;

import java.util.List;

/** An object: its members in their order, those that are optional now and then. */
public final class ObjectValue implements Value {
  /**
   * One member.
   *
   * @param key {@code "name":} as JSON
   * @param presence probability that it is there; 1 = always
   */
  public record Member(byte[] key, Value value, double presence, Draws draws) {
    boolean presentAt(Tick tick) {
      return presence == 1 || draws.dice(tick.n()).unit() < presence;
    }
  }

  private final List<Member> members;

  public ObjectValue(List<Member> members) {
    this.members = List.copyOf(members);
  }

  @Override
  public void json(Tick tick, JsonBuffer out) {
    out.put('{');
    boolean first = true;
    for (int index = 0; index < members.size(); index++) {
      Member member = members.get(index);
      if (!member.presentAt(tick)) continue;
      if (!first) out.put(',');
      first = false;
      out.put(member.key());
      member.value().json(tick, out);
    }
    out.put('}');
  }
}
