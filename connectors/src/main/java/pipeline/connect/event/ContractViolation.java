package pipeline.connect.event;

/**
 * A value that breaks its contract. The message is the reason that a dead letter carries: the
 * field's path and what was found there, never the whole value. It has no stack trace, so that a
 * stream of bad values stays cheap.
 */
public final class ContractViolation extends Exception {
  private final String path;
  private final String problem;

  /** A problem of the value at hand; whoever reads around it adds the path. */
  public ContractViolation(String problem) {
    this("", problem);
  }

  private ContractViolation(String path, String problem) {
    super(path == null || path.isEmpty() ? problem : path + ": " + problem, null, false, false);
    this.path = path;
    this.problem = problem;
  }

  /** A problem of the whole text, which belongs to no field. */
  public static ContractViolation ofWhole(String problem) {
    return new ContractViolation(null, problem);
  }

  /** The same violation seen from the object that holds `field`. */
  public ContractViolation under(String field) {
    if (path == null) return this;
    String separator = path.isEmpty() || path.startsWith("[") ? "" : ".";
    return new ContractViolation(field + separator + path, problem);
  }

  /** The same violation seen from the list that holds the item. */
  ContractViolation under(int item) {
    return under("[" + item + "]");
  }
}
