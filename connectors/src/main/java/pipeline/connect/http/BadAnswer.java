package pipeline.connect.http;

/** An answer that cannot become a record; the message says why and shows nothing of it. */
final class BadAnswer extends Exception {
  BadAnswer(String message) {
    super(message);
  }
}
