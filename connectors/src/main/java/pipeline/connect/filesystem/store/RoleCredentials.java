package pipeline.connect.filesystem.store;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.s3a.auth.CredentialProviderListFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * A role that is assumed, and again before its session ends. Hadoop's own asks only token services
 * that answer at a host's port 443; stores other than AWS's have theirs elsewhere.
 */
public final class RoleCredentials implements AwsCredentialsProvider, SdkAutoCloseable {
  static final String BASE = "pipeline.s3.role.credentials";
  static final String ARN = "pipeline.s3.role.arn";
  static final String EXTERNAL_ID = "pipeline.s3.role.external.id";
  static final String SESSION = "pipeline.s3.role.session";
  static final String ENDPOINT = "pipeline.s3.role.endpoint";
  static final String REGION = "pipeline.s3.role.region";

  private final StsClient service;
  private final StsAssumeRoleCredentialsProvider sessions;

  /** As Hadoop's S3 client makes it. */
  public RoleCredentials(URI store, Configuration configuration) throws IOException {
    AwsCredentialsProvider base =
        CredentialProviderListFactory.buildAWSProviderList(
            store, configuration, BASE, List.of(), Set.of());
    StsClientBuilder client = StsClient.builder().credentialsProvider(base);
    String region = configuration.get(REGION, "");
    if (!region.isEmpty()) client.region(Region.of(region));
    String endpoint = configuration.get(ENDPOINT, "");
    if (!endpoint.isEmpty()) client.endpointOverride(URI.create(endpoint));
    service = client.build();
    sessions =
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(service)
            .refreshRequest(
                role ->
                    role.roleArn(configuration.get(ARN))
                        .roleSessionName(configuration.get(SESSION))
                        .externalId(configuration.get(EXTERNAL_ID)))
            .build();
  }

  @Override
  public AwsCredentials resolveCredentials() {
    return sessions.resolveCredentials();
  }

  @Override
  public void close() {
    sessions.close();
    service.close();
  }
}
