package pipeline.connect.datagen.value;

/**
 * Which record a value is wanted for: everything a value may depend on besides the seed.
 *
 * @param n number of the record, from 0
 * @param micros event time, microseconds since the epoch
 */
public record Tick(long n, long micros) {}
