package pipeline.connect.filesystem.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;

/**
 * How an object store is spoken to. Empty texts are not set; no secret is part of a message.
 *
 * @param keys null: what AWS's own chain finds on the worker
 * @param role that is assumed with them; null: none
 * @param encryption `AES256` or `aws:kms`; empty: the bucket's own
 * @param encryptionKey of AWS KMS; empty: the bucket's, or AWS's own
 */
public record S3Settings(
    String endpoint,
    String region,
    boolean pathStyle,
    Keys keys,
    Role role,
    String encryption,
    String encryptionKey) {

  /**
   * @param sessionToken empty: the keys are for good
   */
  public record Keys(String accessKey, String secretKey, String sessionToken) {
    @Override
    public String toString() {
      return "keys";
    }
  }

  /**
   * @param endpoint of the token service; empty: AWS's own
   */
  public record Role(String arn, String externalId, String session, String endpoint) {}

  private static final String ACCESS_KEY = "s3.access.key";
  private static final String SECRET_KEY = "s3.secret.key";
  private static final String SESSION_TOKEN = "s3.session.token";
  private static final String ENDPOINT = "s3.endpoint";
  private static final String REGION = "s3.region";
  private static final String PATH_STYLE = "s3.path.style";
  private static final String ROLE = "s3.role.arn";
  private static final String ROLE_EXTERNAL_ID = "s3.role.external.id";
  private static final String ROLE_SESSION = "s3.role.session";
  private static final String ROLE_ENDPOINT = "s3.role.endpoint";
  private static final String ENCRYPTION = "s3.encryption";
  private static final String ENCRYPTION_KEY = "s3.encryption.key";

  private record Text(String key, String meaning) {}

  private static final Text[] TEXTS = {
    new Text(ENDPOINT, "Address of the S3 service; empty: AWS."),
    new Text(REGION, "Region; empty: whatever Hadoop's configuration says."),
    new Text(ROLE, "Role that is assumed with the credentials; empty: none."),
    new Text(ROLE_EXTERNAL_ID, "The external id that the role's owner asks for; empty: none."),
    new Text(ROLE_ENDPOINT, "Address of the token service; empty: AWS."),
    new Text(ENCRYPTION_KEY, "Key of AWS KMS, for s3.encryption=aws:kms; empty: the bucket's."),
  };

  static void define(ConfigDef definition) {
    String keys = "Access key; empty: what AWS's chain finds (environment, profiles, roles).";
    definition
        .define(ACCESS_KEY, PASSWORD, "", MEDIUM, keys)
        .define(SECRET_KEY, PASSWORD, "", MEDIUM, "Secret key that belongs to the access key.")
        .define(SESSION_TOKEN, PASSWORD, "", LOW, "Of keys that are for a while; empty: for good.")
        .define(
            PATH_STYLE,
            BOOLEAN,
            false,
            LOW,
            "Whether the bucket is part of the path instead of the host name.")
        .define(
            ENCRYPTION,
            STRING,
            "",
            ValidString.in("", "AES256", "aws:kms"),
            LOW,
            "How the store is asked to encrypt each object; empty: as the bucket says.");
    String session = "Name of the role's sessions, as AWS's logs show it.";
    definition.define(ROLE_SESSION, STRING, "pipeline", LOW, session);
    for (Text text : TEXTS) definition.define(text.key, STRING, "", LOW, text.meaning);
  }

  /**
   * @throws ConfigException that names a key without its other half
   */
  static S3Settings of(AbstractConfig config) {
    String accessKey = config.getPassword(ACCESS_KEY).value();
    String secretKey = config.getPassword(SECRET_KEY).value();
    String token = config.getPassword(SESSION_TOKEN).value();
    if (accessKey.isEmpty() != secretKey.isEmpty())
      throw new ConfigException(accessKey.isEmpty() ? ACCESS_KEY : SECRET_KEY, null, "is not set");
    if (accessKey.isEmpty() && !token.isEmpty())
      throw new ConfigException(SESSION_TOKEN, null, "is nothing without the keys it belongs to");
    String role = config.getString(ROLE);
    return new S3Settings(
        config.getString(ENDPOINT),
        config.getString(REGION),
        config.getBoolean(PATH_STYLE),
        accessKey.isEmpty() ? null : new Keys(accessKey, secretKey, token),
        role.isEmpty()
            ? null
            : new Role(
                role,
                config.getString(ROLE_EXTERNAL_ID),
                config.getString(ROLE_SESSION),
                config.getString(ROLE_ENDPOINT)),
        config.getString(ENCRYPTION),
        config.getString(ENCRYPTION_KEY));
  }

  @Override
  public String toString() {
    return "S3[" + endpoint + "]";
  }
}
