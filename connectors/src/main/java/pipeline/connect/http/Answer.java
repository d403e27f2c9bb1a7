package pipeline.connect.http;

import java.net.URI;
import java.net.http.HttpHeaders;

/**
 * What came of a request: a status with a body, or an error.
 *
 * @param address what was asked
 */
record Answer(
    Poll poll, URI address, int status, HttpHeaders headers, byte[] body, Throwable error) {
  /** Whether it is what the request's If-None-Match names. */
  boolean unmodified() {
    return status == 304;
  }

  static BadAnswer unasked() {
    return new BadAnswer("the answer is none (304), and nothing asked for that");
  }

  /**
   * The same without compression.
   *
   * @param limit in bytes, of what it is then
   */
  Answer unpacked(int limit) throws BadAnswer {
    if (unmodified()) return this;
    String encoding = headers.firstValue("Content-Encoding").orElse("");
    byte[] plain = Encoding.unpacked(body, encoding, limit);
    return new Answer(poll, address, status, headers, plain, error);
  }
}
