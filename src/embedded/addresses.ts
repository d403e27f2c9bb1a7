/** Where Apicurio speaks Confluent's API. */
export const registryPath = '/apis/ccompat/v7';

const url = (port: number) => `http://127.0.0.1:${port}`;

/** Addresses by service name, for the ports that are there. */
export function addressesOf(ports: Readonly<Record<string, number>>): Record<string, string> {
  const { kafka, connect, namenode, webhdfs, resourcemanager, s3, postgres, registry, 'weather-api': weather } = ports;
  const yarn = ports['resourcemanager-web'];
  return {
    ...(kafka !== undefined && { kafka: `127.0.0.1:${kafka}` }),
    ...(connect !== undefined && { connect: url(connect) }),
    ...(namenode !== undefined && { hdfs: `hdfs://127.0.0.1:${namenode}` }),
    ...(webhdfs !== undefined && { webhdfs: url(webhdfs) }),
    ...(resourcemanager !== undefined && { resourcemanager: `127.0.0.1:${resourcemanager}` }),
    ...(yarn !== undefined && { yarn: url(yarn) }),
    ...(s3 !== undefined && { s3: url(s3) }),
    ...(postgres !== undefined && { postgres: `127.0.0.1:${postgres}` }),
    ...(registry !== undefined && { registry: `${url(registry)}${registryPath}` }),
    ...(weather !== undefined && { 'weather-api': url(weather) }),
  };
}
