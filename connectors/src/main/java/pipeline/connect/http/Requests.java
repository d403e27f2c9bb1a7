package pipeline.connect.http;

import static pipeline.connect.http.HttpSourceConfig.HEADER_PREFIX;
import static pipeline.connect.http.HttpSourceConfig.QUERY_PREFIX;
import static pipeline.connect.http.HttpSourceConfig.SECRET_PREFIX;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
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

  Requests(HttpSourceConfig config) {
    url = new RequestTemplate(config.getString(HttpSourceConfig.URL));
    query = templates(config.startingWith(QUERY_PREFIX));
    headers = templates(config.startingWith(HEADER_PREFIX));
    secretQuery = config.startingWith(SECRET_PREFIX + QUERY_PREFIX);
    secretHeaders = config.startingWith(SECRET_PREFIX + HEADER_PREFIX);
    timeout = Duration.ofMillis(config.getLong(HttpSourceConfig.TIMEOUT));
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
    return fields;
  }

  /** What must never be shown. */
  Collection<String> secrets() {
    Set<String> secrets = new TreeSet<>(secretQuery.values());
    secrets.addAll(secretHeaders.values());
    return secrets;
  }

  /** What holds secrets, as a pipeline's file calls it. */
  String secretWords() {
    Set<String> keys = new TreeSet<>();
    secretQuery.keySet().forEach(name -> keys.add("query." + name));
    secretHeaders.keySet().forEach(name -> keys.add("headers." + name));
    return String.join(", ", keys);
  }

  /**
   * Checks that a target's request can be built.
   *
   * @throws ConfigException naming what is wrong, without any secret
   */
  void check(Target target) {
    String address = url.expand(target.fields(), Percent::encode);
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
      of(target);
    } catch (IllegalArgumentException error) {
      throw new ConfigException(
          "header.*: a header's name or value has characters that HTTP does not allow");
    }
  }

  HttpRequest of(Target target) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address(target.fields()))).timeout(timeout).GET();
    request.setHeader("Accept", "application/json");
    headers.forEach(
        (name, template) -> {
          String value = template.expand(target.fields(), UnaryOperator.identity());
          if (value != null) request.setHeader(name, value);
        });
    secretHeaders.forEach(request::setHeader);
    return request.build();
  }

  private String address(ObjectNode target) {
    StringBuilder address = new StringBuilder(url.expand(target, Percent::encode));
    query.forEach(
        (name, template) -> {
          String value = template.expand(target, UnaryOperator.identity());
          if (value != null) parameter(address, name, value);
        });
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
