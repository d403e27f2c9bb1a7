package pipeline.connect.encoding;

import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import java.net.URI;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where the schema registry is.
 *
 * @param user empty: it asks for none
 */
public record RegistrySettings(URI url, String user, String password) {
  public static final String URL = "registry.url";
  private static final String USER = "registry.user";
  private static final String PASSWORD_KEY = "registry.password";

  /** Adds the keys of a connector that reads values through a registry. */
  public static void define(ConfigDef definition) {
    definition
        .define(
            URL,
            STRING,
            "",
            MEDIUM,
            "The schema registry (Confluent's API), for topics whose contract names an encoding.")
        .define(USER, STRING, "", MEDIUM, "Whom the registry knows; empty: it asks for nobody.")
        .define(PASSWORD_KEY, PASSWORD, "", MEDIUM, "That user's password.");
  }

  /**
   * @return null where no registry is named
   * @throws ConfigException when its address is none
   */
  public static RegistrySettings of(AbstractConfig config) {
    String url = config.getString(URL);
    if (url.isEmpty()) return null;
    if (!url.matches("https?://[^/@\\s?#]+[^@\\s?#]*"))
      throw new ConfigException(URL, null, "must be an address such as https://HOST:PORT/PATH");
    return new RegistrySettings(
        URI.create(url.endsWith("/") ? url : url + "/"),
        config.getString(USER),
        config.getPassword(PASSWORD_KEY).value());
  }

  /** The password is never part of a message. */
  @Override
  public String toString() {
    return url.getAuthority();
  }
}
