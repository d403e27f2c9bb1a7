package pipeline.connect.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** How the source says who it is; each part is null where it is not given. */
record AuthConfig(
    String user,
    String password,
    String bearer,
    String tokenUrl,
    String clientId,
    String clientSecret,
    String scope) {
  private static final String USER = "auth.basic.user";
  private static final String TOKEN_URL = "auth.oauth2.url";
  private static final String CLIENT_ID = "auth.oauth2.client.id";
  private static final String SCOPE = "auth.oauth2.scope";

  /** Undefined on purpose, as all under `secret.` */
  private static final String PASSWORD = "auth.basic.password";

  private static final String BEARER = "auth.bearer";
  private static final String CLIENT_SECRET = "auth.oauth2.client.secret";

  static void define(ConfigDef definition) {
    for (String key : List.of(USER, TOKEN_URL, CLIENT_ID, SCOPE))
      definition.define(key, Type.STRING, null, Importance.MEDIUM, "Who asks.");
  }

  static AuthConfig of(HttpSourceConfig config) {
    Map<String, String> secrets = config.startingWith(HttpSourceConfig.SECRET_PREFIX);
    AuthConfig auth =
        new AuthConfig(
            config.getString(USER),
            secrets.get(PASSWORD),
            secrets.get(BEARER),
            config.getString(TOKEN_URL),
            config.getString(CLIENT_ID),
            secrets.get(CLIENT_SECRET),
            config.getString(SCOPE));
    auth.check();
    return auth;
  }

  private void check() {
    if ((user == null) != (password == null))
      throw new ConfigException(USER + ": a user and a password belong together");
    boolean client = tokenUrl != null && clientId != null && clientSecret != null;
    if (!client && (tokenUrl != null || clientId != null || clientSecret != null))
      throw new ConfigException(
          TOKEN_URL + ": an address, a client's id and its secret belong together");
    if ((user == null ? 0 : 1) + (bearer == null ? 0 : 1) + (client ? 1 : 0) > 1)
      throw new ConfigException(USER + ": one of basic, bearer and oauth2 is enough");
    if (bearer != null && !bearer.matches("[\\x20-\\x7e]+"))
      throw new ConfigException("secret.auth.bearer: it has characters that HTTP does not allow");
    if (client && !isHttp(tokenUrl))
      throw new ConfigException(TOKEN_URL + ": it must be http://HOST… or https://HOST…");
  }

  private static boolean isHttp(String address) {
    try {
      URI uri = URI.create(address);
      return String.valueOf(uri.getScheme()).matches("(?i)https?") && uri.getHost() != null;
    } catch (IllegalArgumentException error) {
      return false;
    }
  }

  Authorization authorization(HttpClient http, Duration timeout, InstantSource clock) {
    if (tokenUrl != null) return new Tokens(http, this, timeout, clock);
    if (user != null) return fixed(basic(user + ":" + password));
    return bearer == null ? Authorization.NONE : fixed("Bearer " + bearer);
  }

  /** What must never be shown. */
  List<String> secrets() {
    List<String> secrets = new ArrayList<>();
    if (password != null)
      secrets.addAll(List.of(password, basic(user + ":" + password).substring(6)));
    if (bearer != null) secrets.add(bearer);
    if (clientSecret != null) secrets.add(clientSecret);
    return secrets;
  }

  /** The word that holds the secret, as a pipeline's file calls it; null when there is none. */
  String word() {
    if (password != null) return "auth.basic";
    if (bearer != null) return "auth.bearer";
    return clientSecret == null ? null : "auth.oauth2";
  }

  static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static Authorization fixed(String value) {
    return () -> CompletableFuture.completedFuture(value);
  }
}
