package pipeline.connect.event;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Matches the commonest patterns straight on bytes, without a regular expression's cost: anchored
 * at both ends, a row of ASCII characters and classes, each with an optional count, where no choice
 * ever has to be taken back.
 */
final class SimplePattern {
  private static final Pattern ATOM =
      Pattern.compile(
          "(?:([A-Za-z0-9 _@:/#%=,;!~'\"<>&-])|\\\\([.dw/+*?$^|(){}\\[\\]-])|\\[((?:[A-Za-z0-9_.:@/ ]-[A-Za-z0-9]|[A-Za-z0-9_.:@/ ])+-?)])"
              + "(?:([+*?])|\\{(\\d{1,4})(?:(,)(\\d{1,4})?)?})?");

  private record Atom(BitSet accepted, int fewest, int most) {}

  private final boolean[][] accepted;
  private final int[] fewest;
  private final int[] most;

  private SimplePattern(List<Atom> atoms) {
    accepted = new boolean[atoms.size()][128];
    for (int i = 0; i < accepted.length; i++) {
      for (int sign = 0; sign < 128; sign++) accepted[i][sign] = atoms.get(i).accepted.get(sign);
    }
    fewest = atoms.stream().mapToInt(Atom::fewest).toArray();
    most = atoms.stream().mapToInt(Atom::most).toArray();
  }

  /** The matcher of an expression, or null when it is not that simple. */
  static SimplePattern compile(String expression) {
    if (!expression.startsWith("^") || !expression.endsWith("$") || expression.length() < 2)
      return null;
    Matcher atom = ATOM.matcher(expression).region(1, expression.length() - 1);
    List<Atom> atoms = new ArrayList<>();
    while (atom.lookingAt()) {
      atoms.add(atom(atom));
      atom.region(atom.end(), expression.length() - 1);
    }
    boolean whole = atom.regionStart() == expression.length() - 1;
    return whole && neverTurnsBack(atoms) ? new SimplePattern(atoms) : null;
  }

  private static Atom atom(Matcher found) {
    BitSet accepted = new BitSet(128);
    if (found.group(1) != null) accepted.set(found.group(1).charAt(0));
    if (found.group(2) != null) addEscape(accepted, found.group(2).charAt(0));
    if (found.group(3) != null) addClass(accepted, found.group(3));
    String sign = found.group(4);
    if (sign != null)
      return new Atom(accepted, sign.equals("+") ? 1 : 0, sign.equals("?") ? 1 : Integer.MAX_VALUE);
    if (found.group(5) == null) return new Atom(accepted, 1, 1);
    int fewest = Integer.parseInt(found.group(5));
    if (found.group(6) == null) return new Atom(accepted, fewest, fewest);
    return new Atom(
        accepted,
        fewest,
        found.group(7) == null ? Integer.MAX_VALUE : Integer.parseInt(found.group(7)));
  }

  private static void addEscape(BitSet accepted, char letter) {
    if (letter != 'd' && letter != 'w') {
      accepted.set(letter);
      return;
    }
    accepted.set('0', '9' + 1);
    if (letter == 'd') return;
    accepted.set('a', 'z' + 1);
    accepted.set('A', 'Z' + 1);
    accepted.set('_');
  }

  private static void addClass(BitSet accepted, String members) {
    for (int i = 0; i < members.length(); i++) {
      boolean range = i + 2 < members.length() && members.charAt(i + 1) == '-';
      accepted.set(members.charAt(i), members.charAt(range ? i + 2 : i) + 1);
      if (range) i += 2;
    }
  }

  /** After an atom of open length comes one that must occur and shares no character with it. */
  private static boolean neverTurnsBack(List<Atom> atoms) {
    for (int i = 0; i + 1 < atoms.size(); i++) {
      Atom atom = atoms.get(i);
      Atom next = atoms.get(i + 1);
      if (atom.fewest != atom.most && (next.fewest == 0 || atom.accepted.intersects(next.accepted)))
        return false;
    }
    return true;
  }

  boolean matches(byte[] text, int start, int length) {
    int at = start;
    int end = start + length;
    for (int i = 0; i < accepted.length; i++) {
      boolean[] signs = accepted[i];
      int stop = most[i] < end - at ? at + most[i] : end;
      int first = at;
      while (at < stop && text[at] >= 0 && signs[text[at]]) at++;
      if (at - first < fewest[i]) return false;
    }
    return at == end;
  }
}
