package pipeline.connect.rest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigTransformer;

/**
 * Refuses every request that sends a reference to a config provider, such as
 * `${file:/secrets:NAME}`, under a key whose value Connect would show: it resolves references
 * before it validates, and answers with the values.
 */
final class ReferenceFilter implements ContainerRequestFilter {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();

  private final PluginLoader plugins;
  private final Function<String, Map<String, String>> present;

  /** `present` gives what a connector is configured with now, references unresolved. */
  ReferenceFilter(PluginLoader plugins, Function<String, Map<String, String>> present) {
    this.plugins = plugins;
    this.present = present;
  }

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    if (!request.hasEntity()) return;
    byte[] sent = request.getEntityStream().readAllBytes();
    request.setEntityStream(new ByteArrayInputStream(sent));
    JsonNode body;
    try {
      body = MAPPER.readTree(sent);
    } catch (JacksonException error) {
      request.abortWith(refusal("The request is not JSON: " + error.getOriginalMessage()));
      return;
    }
    // An array comes from another worker only, which signs its bytes.
    if (!body.isObject()) return;
    exposed(request, body)
        .ifPresentOrElse(
            reason -> request.abortWith(refusal(reason)),
            // What was checked is what the worker reads, whatever else the bytes could mean.
            () -> request.setEntityStream(new ByteArrayInputStream(bytes(body))));
  }

  /** Why the request is refused, if it is. */
  private Optional<String> exposed(ContainerRequestContext request, JsonNode body) {
    Map<String, String> config = configOf(request, body);
    HiddenKeys hidden = new HiddenKeys(plugins, config);
    return config.entrySet().stream()
        .filter(entry -> refers(entry.getValue()) && !hidden.contains(entry.getKey()))
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst()
        .map(
            key ->
                "The key "
                    + key
                    + " may not refer to a config provider: Connect would show what it finds there."
                    + " Only keys may that the plugin defines as passwords.");
  }

  /** The configuration that the request asks for. POST /connectors wraps it; PATCH changes one. */
  private Map<String, String> configOf(ContainerRequestContext request, JsonNode body) {
    boolean patch = request.getMethod().equals("PATCH");
    Map<String, String> config =
        new HashMap<>(patch ? present.apply(connectorOf(request)) : Map.of());
    (body.path("config").isObject() ? body.path("config") : body)
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isTextual())
                config.put(field.getKey(), field.getValue().asText());
              else config.remove(field.getKey());
            });
    return config;
  }

  private static String connectorOf(ContainerRequestContext request) {
    return request.getUriInfo().getPathParameters().getFirst("connector");
  }

  /**
   * Which providers a worker has is not told to its extensions: whatever it could resolve counts.
   */
  private static boolean refers(String value) {
    return ConfigTransformer.DEFAULT_PATTERN.matcher(value).find();
  }

  private static Response refusal(String message) {
    JsonNode answer = MAPPER.createObjectNode().put("error_code", 400).put("message", message);
    return Response.status(Response.Status.BAD_REQUEST)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(answer.toString())
        .build();
  }

  private static byte[] bytes(JsonNode body) {
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JacksonException error) {
      throw new IllegalStateException(error);
    }
  }
}
