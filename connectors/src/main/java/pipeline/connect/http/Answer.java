package pipeline.connect.http;

import java.net.http.HttpHeaders;

/** What came of a request: a status with a body, or an error. */
record Answer(Poll poll, int status, HttpHeaders headers, byte[] body, Throwable error) {
  /**
   * @throws BadAnswer when the body is compressed: nothing asks for that
   */
  void checkEncoding() throws BadAnswer {
    String encoding = headers.firstValue("Content-Encoding").orElse("identity");
    if (encoding.equalsIgnoreCase("identity")) return;
    throw new BadAnswer(
        "the answer is compressed (Content-Encoding: "
            + shown(encoding)
            + "), and nothing asked for that");
  }

  private static String shown(String encoding) {
    return encoding.matches("[\\w-]{1,20}") ? encoding : "unknown";
  }
}
