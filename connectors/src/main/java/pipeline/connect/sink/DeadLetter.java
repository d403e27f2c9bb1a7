package pipeline.connect.sink;

/** A record that is not stored, and why. */
public record DeadLetter(long offset, String reason) {}
