package pipeline.connect.http;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What a request's Authorization header holds. */
interface Authorization {
  /** Nothing. */
  Authorization NONE = () -> CompletableFuture.completedFuture(null);

  /**
   * The header's value, or null. It fails where none is to be had, with a message without secrets.
   */
  CompletableFuture<String> value();

  /** The API refused what `value` once gave; whether another value may be had. */
  default boolean refused(String value) {
    return false;
  }

  /** The API took what `value` gave. */
  default void accepted() {}

  /** What must never be shown and was not in the configuration. */
  default Collection<String> secrets() {
    return List.of();
  }
}
