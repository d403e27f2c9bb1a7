package pipeline.connect.http;

import static pipeline.connect.http.HttpSourceConfig.HEADER_PREFIX;
import static pipeline.connect.http.HttpSourceConfig.QUERY_PREFIX;
import static pipeline.connect.http.HttpSourceConfig.SECRET_PREFIX;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.config.ConfigException;

/**
 * Builds each target's request. Parameters and headers whose field a target lacks are left out of
 * its request.
 */
final class Requests {
  private final RequestTemplate url;
  private final Map<String, RequestTemplate> query;
  private final Map<String, RequestTemplate> headers;
  private final Map<String, String> secretQuery;
  private final Map<String, String> secretHeaders;
  private final Duration timeout;
  private final String method;
  private final JsonNode body;
  private final AuthConfig auth;
  private final String accepted;

  Requests(HttpSourceConfig config) {
    url = new RequestTemplate(config.getString(HttpSourceConfig.URL));
    query = templates(config.startingWith(QUERY_PREFIX));
    headers = templates(config.startingWith(HEADER_PREFIX));
    secretQuery = config.startingWith(SECRET_PREFIX + QUERY_PREFIX);
    secretHeaders = config.startingWith(SECRET_PREFIX + HEADER_PREFIX);
    timeout = Duration.ofMillis(config.getLong(HttpSourceConfig.TIMEOUT));
    method = config.getString(HttpSourceConfig.METHOD);
    body = config.body();
    auth = config.auth();
    accepted =
        config.lines() ? "application/x-ndjson, application/jsonl, */*;q=0.1" : "application/json";
  }

  private static Map<String, RequestTemplate> templates(Map<String, String> texts) {
    Map<String, RequestTemplate> templates = new LinkedHashMap<>();
    texts.forEach((name, text) -> templates.put(name, new RequestTemplate(text)));
    return templates;
  }

  /** The target's fields that requests use, sorted. */
  Set<String> fields() {
    Set<String> fields = new TreeSet<>(url.fields());
    query.values().forEach(template -> fields.addAll(template.fields()));
    headers.values().forEach(template -> fields.addAll(template.fields()));
    if (body != null) fields.addAll(BodyTemplate.fields(body));
    return fields;
  }

  /** What must never be shown. */
  Collection<String> secrets() {
    Set<String> secrets = new TreeSet<>(secretQuery.values());
    secrets.addAll(secretHeaders.values());
    secrets.addAll(auth.secrets());
    return secrets;
  }

  /** What holds secrets, as a pipeline's file calls it. */
  String secretWords() {
    Set<String> keys = new TreeSet<>();
    secretQuery.keySet().forEach(name -> keys.add("query." + name));
    secretHeaders.keySet().forEach(name -> keys.add("headers." + name));
    if (auth.word() != null) keys.add(auth.word());
    return String.join(", ", keys);
  }

  /**
   * Checks that a target's request can be built.
   *
   * @throws ConfigException naming what is wrong, without any secret
   */
  void check(Target target, ObjectNode first) {
    String address = url.expand(first, Percent::encode);
    if (address == null)
      throw new ConfigException("url: " + target + " lacks one of the fields " + url.fields());
    URI uri;
    try {
      uri = new URI(address);
    } catch (URISyntaxException error) {
      throw new ConfigException("url: " + error.getReason() + " at index " + error.getIndex());
    }
    boolean http =
        "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    if (!http || uri.getHost() == null)
      throw new ConfigException("url: it must be http://HOST… or https://HOST…");
    if (uri.getRawUserInfo() != null)
      throw new ConfigException("url: credentials belong under secret.header.*");
    if (uri.getRawFragment() != null)
      throw new ConfigException("url: it has a fragment (#), which servers never see");
    try {
      of(first, null).build();
    } catch (IllegalArgumentException error) {
      throw new ConfigException(
          "header.*: a header's name or value has characters that HTTP does not allow");
    }
  }

  /**
   * @param fields what templates take
   * @param page the address that an answer gave for its next page; null: that of the configuration
   */
  HttpRequest.Builder of(ObjectNode fields, String page) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(page == null ? address(fields) : withSecrets(page)))
            .timeout(timeout);
    request.setHeader("Accept", accepted);
    request.setHeader("Accept-Encoding", Encoding.ACCEPTED);
    if (body != null) request.setHeader("Content-Type", "application/json");
    request.method(method, body(fields));
    headers.forEach(
        (name, template) -> {
          String value = template.expand(fields, UnaryOperator.identity());
          if (value != null) request.setHeader(name, value);
        });
    secretHeaders.forEach(request::setHeader);
    return request;
  }

  /**
   * A place as it may stand in an offset, where everybody reads it.
   *
   * @throws BadAnswer when it holds a secret
   */
  JsonNode storable(JsonNode place) throws BadAnswer {
    if (place == null || !place.isTextual()) return place;
    String text = place.asText();
    for (String name : secretQuery.keySet()) text = Percent.withoutParameter(text, name);
    for (String secret : secrets()) {
      boolean held = text.contains(secret) || text.contains(Percent.encode(secret));
      if (held && secret.length() >= 6) throw new BadAnswer("the next page's place holds a secret");
    }
    return TextNode.valueOf(text);
  }

  private BodyPublisher body(ObjectNode fields) {
    if (body == null) return BodyPublishers.noBody();
    return BodyPublishers.ofString(BodyTemplate.expand(body, fields).toString());
  }

  private String address(ObjectNode fields) {
    StringBuilder address = new StringBuilder(url.expand(fields, Percent::encode));
    query.forEach(
        (name, template) -> {
          String value = template.expand(fields, UnaryOperator.identity());
          if (value != null) parameter(address, name, value);
        });
    return withSecrets(address.toString());
  }

  private String withSecrets(String plain) {
    StringBuilder address = new StringBuilder(plain);
    secretQuery.forEach((name, value) -> parameter(address, name, value));
    return address.toString();
  }

  private static void parameter(StringBuilder address, String name, String value) {
    address
        .append(address.indexOf("?") < 0 ? '?' : '&')
        .append(Percent.encode(name))
        .append('=')
        .append(Percent.encode(value));
  }
}
