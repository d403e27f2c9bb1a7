package pipeline.connect.filesystem.store;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider;
import org.apache.hadoop.fs.s3a.TemporaryAWSCredentialsProvider;
import pipeline.connect.filesystem.config.S3Settings;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/** What Hadoop's S3 client is told: where the store is, who asks, and how objects are encrypted. */
final class S3Client {
  /**
   * Keys of Hadoop's own configuration, then AWS's chain: environment, profiles, container, role.
   */
  private static final String CHAIN =
      String.join(
          ",",
          TemporaryAWSCredentialsProvider.NAME,
          SimpleAWSCredentialsProvider.NAME,
          DefaultCredentialsProvider.class.getName());

  private static final Map<String, String> ENCRYPTIONS =
      Map.of("AES256", "AES256", "aws:kms", "SSE-KMS");

  private S3Client() {}

  static void configure(Configuration configuration, S3Settings s3) {
    configuration.set("fs.s3a.path.style.access", Boolean.toString(s3.pathStyle()));
    set(configuration, "fs.s3a.endpoint", s3.endpoint());
    set(configuration, "fs.s3a.endpoint.region", s3.region());
    set(
        configuration,
        "fs.s3a.encryption.algorithm",
        ENCRYPTIONS.getOrDefault(s3.encryption(), ""));
    set(configuration, "fs.s3a.encryption.key", s3.encryptionKey());
    String provider = credentials(configuration, s3.keys());
    S3Settings.Role role = s3.role();
    if (role == null) {
      configuration.set("fs.s3a.aws.credentials.provider", provider);
      return;
    }
    configuration.set("fs.s3a.aws.credentials.provider", RoleCredentials.class.getName());
    configuration.set(RoleCredentials.BASE, provider);
    configuration.set(RoleCredentials.ARN, role.arn());
    configuration.set(RoleCredentials.SESSION, role.session());
    set(configuration, RoleCredentials.EXTERNAL_ID, role.externalId());
    set(configuration, RoleCredentials.ENDPOINT, role.endpoint());
    set(configuration, RoleCredentials.REGION, s3.region());
  }

  /** Sets the keys, and names the class that finds them. */
  private static String credentials(Configuration configuration, S3Settings.Keys keys) {
    if (keys == null) return CHAIN;
    configuration.set("fs.s3a.access.key", keys.accessKey());
    configuration.set("fs.s3a.secret.key", keys.secretKey());
    if (keys.sessionToken().isEmpty()) return SimpleAWSCredentialsProvider.NAME;
    configuration.set("fs.s3a.session.token", keys.sessionToken());
    return TemporaryAWSCredentialsProvider.NAME;
  }

  private static void set(Configuration configuration, String key, String value) {
    if (!value.isEmpty()) configuration.set(key, value);
  }
}
