package pipeline.connect.encoding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import pipeline.connect.event.ContractViolation;

/** A registry that speaks Confluent's API. What an id stands for never changes, so it is kept. */
public final class HttpRegistry implements Registry {
  private static final int PATIENCE_MS = 10_000;
  private static final int LARGEST = 4 << 20;

  /** So long an unknown id stays unknown before it is asked for again. */
  private static final long FORGET_MS = 30_000;

  /** Error codes of no such subject, version, schema. */
  private static final Set<String> NONE = Set.of("40401", "40402", "40403");

  private static final JsonMapper JSON = new JsonMapper();

  private final RegistrySettings settings;
  private final InstantSource clock;
  private final Map<Integer, Registered> known = new ConcurrentHashMap<>();
  private final Map<Integer, Long> unknown = new ConcurrentHashMap<>();

  public HttpRegistry(RegistrySettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Registered schema(int id) throws ContractViolation, IOException {
    Registered found = known.get(id);
    if (found != null) return found;
    Long asked = unknown.get(id);
    if (asked != null && clock.millis() - asked < FORGET_MS) throw unknown(id);
    JsonNode answer = get("schemas/ids/" + id);
    if (answer == null) {
      unknown.put(id, clock.millis());
      throw unknown(id);
    }
    found = registered(id, answer);
    known.put(id, found);
    return found;
  }

  @Override
  public Registered version(String subject, Integer version) throws IOException {
    String number = version == null ? "latest" : version.toString();
    String name = URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    JsonNode answer = get("subjects/" + name + "/versions/" + number);
    if (answer == null)
      throw new UnusableSubject(
          "the registry "
              + settings
              + " knows no "
              + (version == null ? subject : "version " + version + " of " + subject));
    if (!answer.path("id").isInt()) throw away("its answer names no id", null);
    return registered(answer.get("id").asInt(), answer);
  }

  private Registered registered(int id, JsonNode answer) throws IOException {
    if (!answer.path("schema").isTextual()) throw away("its answer holds no schema", null);
    Set<String> references = new LinkedHashSet<>();
    for (JsonNode reference : answer.path("references")) {
      Registered referred =
          version(reference.path("subject").asText(), reference.path("version").asInt());
      references.addAll(referred.references());
      references.add(referred.text());
    }
    return new Registered(
        id,
        answer.path("schemaType").asText("AVRO"),
        answer.get("schema").asText(),
        List.copyOf(references));
  }

  private ContractViolation unknown(int id) {
    return ContractViolation.ofWhole(
        "the value names the schema " + id + ", which the registry " + settings + " does not know");
  }

  @Override
  public String versions(int id) {
    try {
      JsonNode answer = get("schemas/ids/" + id + "/versions");
      List<String> found = new ArrayList<>();
      if (answer != null)
        answer.forEach(
            one ->
                found.add(
                    one.path("subject").asText() + " version " + one.path("version").asText()));
      return String.join(", ", found);
    } catch (IOException unsaid) {
      return "";
    }
  }

  /** Null when the registry says that there is none. */
  private JsonNode get(String path) throws RegistryAway {
    try {
      HttpURLConnection asked =
          (HttpURLConnection) settings.url().resolve(path).toURL().openConnection();
      asked.setConnectTimeout(PATIENCE_MS);
      asked.setReadTimeout(PATIENCE_MS);
      asked.setInstanceFollowRedirects(false);
      asked.setRequestProperty(
          "Accept", "application/vnd.schemaregistry.v1+json, application/json");
      if (!settings.user().isEmpty()) asked.setRequestProperty("Authorization", authorization());
      return answer(asked);
    } catch (RegistryAway failure) {
      throw failure;
    } catch (IOException failure) {
      throw away("it does not answer", failure);
    }
  }

  private JsonNode answer(HttpURLConnection asked) throws IOException {
    int status = asked.getResponseCode();
    JsonNode body = body(status < 400 ? asked.getInputStream() : asked.getErrorStream());
    if (status == 200) return body;
    // A 404 of something else in between must not make dead letters of good records.
    if (status == 404 && NONE.contains(body.path("error_code").asText())) return null;
    throw away(
        status == 401 || status == 403
            ? "it refuses " + (settings.user().isEmpty() ? "who names no user" : settings.user())
            : "it answers with HTTP " + status,
        null);
  }

  private JsonNode body(InputStream stream) throws IOException {
    if (stream == null) return JSON.missingNode();
    try (stream) {
      byte[] bytes = stream.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) throw away("its answer is too long", null);
      return JSON.readTree(bytes);
    } catch (JsonProcessingException failure) {
      return JSON.missingNode();
    }
  }

  private String authorization() {
    String both = settings.user() + ":" + settings.password();
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  private RegistryAway away(String why, IOException cause) {
    return new RegistryAway(settings.toString(), why, cause);
  }
}
