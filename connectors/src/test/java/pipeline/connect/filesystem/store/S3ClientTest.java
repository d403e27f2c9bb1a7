package pipeline.connect.filesystem.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.s3a.auth.CredentialProviderListFactory;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pipeline.connect.filesystem.config.SinkSettings;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Whom S3 is asked as, found by the client that the sink really uses. */
class S3ClientTest {
  private final List<String> asked = new ArrayList<>();
  private final Map<String, String> properties =
      new HashMap<>(
          Map.of(
              "name", "n", "topics", "clicks", "path", "s3a://lake/d", "s3.region", "eu-west-3"));
  private final List<String> systemProperties = new ArrayList<>();
  private HttpServer server;
  private Instant expiry = Instant.now().plusSeconds(3600);

  /** Plays AWS's token service, which no server here has. */
  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          asked.add(URLDecoder.decode(body, UTF_8));
          byte[] answer = assumed().getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    systemProperties.forEach(System::clearProperty);
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private String assumed() {
    return """
        <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
        <AccessKeyId>played%d</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
        <Expiration>%s</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>"""
        .formatted(asked.size(), expiry);
  }

  private void system(String key, String value) {
    systemProperties.add(key);
    System.setProperty(key, value);
  }

  private Configuration configured() {
    Configuration configuration = new Configuration(false);
    configuration.addResource("core-default.xml");
    S3Client.configure(configuration, SinkSettings.of(properties).s3());
    return configuration;
  }

  private AwsCredentials found() throws IOException {
    return CredentialProviderListFactory.createAWSCredentialProviderList(
            URI.create("s3a://lake/"), configured())
        .resolveCredentials();
  }

  @Test
  void keysAreUsedAsTheyAre() throws IOException {
    properties.putAll(Map.of("s3.access.key", "mine", "s3.secret.key", "hidden"));
    assertEquals("mine", found().accessKeyId());
    properties.put("s3.session.token", "for a while");
    AwsSessionCredentials found = assertInstanceOf(AwsSessionCredentials.class, found());
    assertEquals("for a while", found.sessionToken());
  }

  @Test
  void withoutKeysTheChainIsAsked() throws IOException {
    system("aws.accessKeyId", "systematic");
    system("aws.secretAccessKey", "s");
    assertEquals("systematic", found().accessKeyId());
  }

  @Test
  void aRoleIsAssumedWithTheKeysAndAgainBeforeItsSessionEnds() throws IOException {
    properties.putAll(
        Map.of(
            "s3.access.key",
            "mine",
            "s3.secret.key",
            "hidden",
            "s3.role.arn",
            "arn:aws:iam::123456789012:role/writer",
            "s3.role.external.id",
            "partner",
            "s3.role.session",
            "shop.lake",
            "s3.role.endpoint",
            address()));
    expiry = Instant.now().plusSeconds(20);
    try (var providers =
        CredentialProviderListFactory.createAWSCredentialProviderList(
            URI.create("s3a://lake/"), configured())) {
      providers.resolveCredentials();
      int before = asked.size();
      AwsSessionCredentials found =
          assertInstanceOf(AwsSessionCredentials.class, providers.resolveCredentials());
      assertTrue(asked.size() > before, "asked again");
      assertEquals("played" + asked.size(), found.accessKeyId());
    }
    String request = asked.get(0);
    for (String part :
        List.of(
            "Action=AssumeRole",
            "RoleArn=arn:aws:iam::123456789012:role/writer",
            "ExternalId=partner",
            "RoleSessionName=shop.lake")) assertTrue(request.contains(part), request);
  }

  @Test
  void objectsAreEncryptedAsAsked() {
    properties.putAll(Map.of("s3.encryption", "aws:kms", "s3.encryption.key", "alias/lake"));
    Configuration configuration = configured();
    assertEquals("SSE-KMS", configuration.get("fs.s3a.encryption.algorithm"));
    assertEquals("alias/lake", configuration.get("fs.s3a.encryption.key"));
  }

  @Test
  void halfOfAKeyIsRefusedWithoutShowingIt() {
    properties.put("s3.secret.key", "canary");
    ConfigException refused =
        assertThrows(ConfigException.class, () -> SinkSettings.of(properties));
    assertTrue(refused.getMessage().contains("s3.access.key"));
    assertTrue(!refused.getMessage().contains("canary"));
  }
}
