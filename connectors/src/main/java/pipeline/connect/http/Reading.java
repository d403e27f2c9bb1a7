package pipeline.connect.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * What the answers for one target become, and what is asked for next. Belongs to the task's thread.
 */
interface Reading {
  /** The fields that the next request's templates take: the target's, and those of where it is. */
  ObjectNode fields();

  /**
   * The address that the last answer gave for the next page, or null: that of the configuration.
   */
  String address();

  /** The entity tag of what is asked for next, as it was last read; null: it is not known. */
  String version();

  /**
   * The records of an answer, which may say that nothing has changed.
   *
   * @throws BadAnswer when there is none to be had from it; nothing has changed then
   * @throws org.apache.kafka.connect.errors.ConnectException when reading on would repeat records
   */
  List<SourceRecord> take(Answer answer, long now) throws BadAnswer;

  /** Whether another page is to be asked for at once. */
  boolean goesOn();

  /** What a refusal of the page means; null: nothing special, it is asked for again. */
  Refusal refused(int status);

  /**
   * A page that the API does not have.
   *
   * @param told why reading starts over from the first page; null where that is how pages end
   */
  record Refusal(String told) {}
}
