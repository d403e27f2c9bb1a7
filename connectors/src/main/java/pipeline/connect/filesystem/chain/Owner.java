package pipeline.connect.filesystem.chain;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import pipeline.connect.filesystem.store.Place;
import pipeline.connect.filesystem.store.Storage;

/** One connector writes a topic's directory: the owner file says which. */
public final class Owner {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Owner() {}

  /**
   * @throws ConnectException when the directory is another connector's
   */
  public static void claim(Storage storage, Place place, String writer) throws IOException {
    String owner;
    try {
      owner = read(storage, place);
    } catch (FileNotFoundException unclaimed) {
      byte[] claim = JSON.writeValueAsBytes(Map.of("connector", place.connector()));
      if (storage.createExclusively(place.owner(), claim, place.temporary(writer) + "/owner"))
        return;
      owner = read(storage, place);
    }
    if (owner.equals(place.connector())) return;
    throw new ConnectException(
        "Directory "
            + place.topic()
            + " belongs to connector "
            + owner
            + " (file "
            + place.owner()
            + "). Give this sink another path, or remove that connector and then that file.");
  }

  private static String read(Storage storage, Place place) throws IOException {
    return JSON.readTree(storage.read(place.owner())).path("connector").asText();
  }
}
