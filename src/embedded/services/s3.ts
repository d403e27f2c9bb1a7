import { join } from 'node:path';
import { makePrivateFolder } from '../../base/private-folder.ts';
import { bucket } from '../../target/embedded.ts';
import { formatProperties } from '../../target/properties.ts';
import { readSecrets } from '../../target/secrets.ts';
import type { Service, Site } from '../service.ts';
import { javaCommand, jvmEnvironment, logTo } from './jvm.ts';

const propertiesFile = (site: Site) => join(site.home.configuration, 's3.properties');
const logbackFile = (site: Site) => join(site.home.configuration, 's3-logback.xml');
const dataFolder = (site: Site) => join(site.home.data, 's3');
const endpoint = (site: Site) => `http://127.0.0.1:${site.port('s3')}`;

/** As much as our other logs: three files of 20 MB. */
const logback = `<configuration>
  <appender name="file" class="ch.qos.logback.core.rolling.RollingFileAppender">
    <file>\${pipeline.log}</file>
    <encoder><pattern>%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %msg \\(%logger{0}\\)%n</pattern></encoder>
    <rollingPolicy class="ch.qos.logback.core.rolling.FixedWindowRollingPolicy">
      <fileNamePattern>\${pipeline.log}.%i</fileNamePattern><minIndex>1</minIndex><maxIndex>2</maxIndex>
    </rollingPolicy>
    <triggeringPolicy class="ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy">
      <maxFileSize>20MB</maxFileSize>
    </triggeringPolicy>
  </appender>
  <root level="warn"><appender-ref ref="file"/></root>
</configuration>
`;

/** S3Proxy over a folder of files, with one bucket. */
export const s3: Service = {
  name: 's3',
  ports: { s3: 9000 },
  after: [],
  optional: true,
  jars: ['s3'],
  sources: [],

  launch: (site) => ({
    command: javaCommand(site, {
      main: 'org.gaul.s3proxy.Main',
      arguments: ['--properties', propertiesFile(site)],
      classPath: [join(site.jars, 's3', '*')],
      heap: 256,
      flags: ['-XX:+UseSerialGC', `-Dlogback.configurationFile=${logbackFile(site)}`, ...logTo(site, 's3')],
    }),
    environment: jvmEnvironment,
    files: { [propertiesFile(site)]: serverProperties(site), [logbackFile(site)]: logback },
  }),

  async prepare(site) {
    // A bucket of S3Proxy's file backend is a folder.
    makePrivateFolder(join(dataFolder(site), bucket));
  },

  async ready(site) {
    try {
      const response = await fetch(`${endpoint(site)}/${bucket}`, {
        method: 'HEAD',
        signal: AbortSignal.timeout(2_000),
      });
      // Without a signature the right answer is a refusal.
      return response.status === 403 || response.ok;
    } catch {
      return false;
    }
  },
};

function serverProperties(site: Site): string {
  const secrets = readSecrets(site.home.secrets);
  return formatProperties({
    's3proxy.endpoint': endpoint(site),
    's3proxy.authorization': 'aws-v2-or-v4',
    's3proxy.identity': secrets.S3_ACCESS_KEY ?? '',
    's3proxy.credential': secrets.S3_SECRET_KEY ?? '',
    'jclouds.provider': 'filesystem-nio2',
    'jclouds.identity': 'unused',
    'jclouds.credential': 'unused',
    'jclouds.filesystem.basedir': dataFolder(site),
  });
}
