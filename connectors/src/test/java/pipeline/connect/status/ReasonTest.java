package pipeline.connect.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class ReasonTest {
  @Test
  void theDeepestCauseThatSaysSomethingIsTold() {
    Throwable deepest = new FileNotFoundException("the bucket lake does not exist");
    assertEquals(
        "the bucket lake does not exist",
        Reason.of(new IOException("outer", new RuntimeException(deepest))));
    assertEquals("outer trouble", Reason.of(new IOException("outer trouble", new Error())));
    assertEquals("IOException", Reason.of(new IOException()));
  }

  @Test
  void aNameAloneHasItsKindBesideIt() {
    assertEquals("the host namenode is not known", Reason.of(new UnknownHostException("namenode")));
    assertEquals("FileNotFoundException: /data/x", Reason.of(new FileNotFoundException("/data/x")));
  }

  @Test
  void whoDoesNotAnswerIsNamed() {
    String said =
        "Call From here/127.0.0.1 to localhost:8020 failed on connection exception:"
            + " java.net.ConnectException: Connection refused; For more details see:  http://x";
    Throwable refused =
        new ConnectException(said).initCause(new ConnectException("Connection refused"));
    assertEquals("localhost:8020 does not answer", Reason.of(new IOException(refused)));
  }

  @Test
  void aQuotedClassSaysNothing() {
    assertEquals(
        "no more room", Reason.of(new IOException("org.apache.hadoop.X$Y: no more room\n\tat x")));
  }

  @Test
  void theNumberOfARequestIsNoReason() {
    assertEquals(
        "The specified bucket does not exist",
        Reason.of(
            new IOException(
                "The specified bucket does not exist (Service: S3, Status Code: 404, Request ID: C6) (SDK Attempt Count: 1)")));
  }
}
