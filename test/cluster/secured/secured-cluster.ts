import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { choosePorts } from '../../../src/embedded/ports.ts';
import { checkout } from '../../../src/target/checkout.ts';
import { formatProperties } from '../../../src/target/properties.ts';
import { eventually } from '../harness.ts';
import { Certificates, type Identity, storePassword } from './certificates.ts';
import { TokenEndpoint } from './token-endpoint.ts';

type Properties = Readonly<Record<string, string>>;

/** Kafka asks no address for tokens or keys that its process was not started with. */
const allowed = (url: string) => `-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=${url}`;

const jars = join(checkout, 'target', 'jars');
const security = 'org.apache.kafka.common.security';
const scram = `${security}.scram.ScramLoginModule`;
const oauth = `${security}.oauthbearer`;
const shared = (name: string) => readFileSync(join(checkout, 'hadoop', 'conf', `${name}.properties`), 'utf8');

/**
 * A broker that speaks TLS only (with SCRAM on one port, with tokens on another, with client certificates on a third),
 * and a Connect worker whose REST interface wants a client certificate, and whose sinks read by tokens.
 */
export class SecuredCluster {
  readonly user = 'pipeline';
  readonly password = 'correct horse battery staple';
  readonly certificates: Certificates;
  readonly tokens = new TokenEndpoint();
  private readonly directory: string;
  private readonly processes: ChildProcess[] = [];
  private server: Identity | undefined;
  client: Identity | undefined;
  ports: Readonly<Record<'scram' | 'oauth' | 'tls' | 'controller' | 'connect', number>> = {
    scram: 0,
    oauth: 0,
    tls: 0,
    controller: 0,
    connect: 0,
  };

  constructor(directory: string) {
    this.directory = directory;
    this.certificates = new Certificates(join(directory, 'certificates'));
  }

  async start(): Promise<void> {
    await this.certificates.makeAuthority();
    this.server = await this.certificates.make('server');
    this.client = await this.certificates.make('client');
    await this.tokens.start();
    const none = { scram: undefined, oauth: undefined, tls: undefined, controller: undefined, connect: undefined };
    const { scram = 0, oauth = 0, tls = 0, controller = 0, connect = 0 } = await choosePorts(none, {}, new Set());
    this.ports = { scram, oauth, tls, controller, connect };
    await this.startBroker();
    this.java('connect', [
      allowed(this.tokens.url),
      'org.apache.kafka.connect.cli.ConnectDistributed',
      this.write('connect', this.worker()),
    ]);
    await eventually('the worker', () => this.connectAnswers());
  }

  async stop(): Promise<void> {
    this.tokens.stop();
    for (const child of this.processes.reverse()) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode !== null || !child.kill('SIGKILL')) continue;
      await ended;
    }
  }

  private async startBroker(): Promise<void> {
    const { scram: scramPort, oauth: oauthPort, tls, controller } = this.ports;
    const keys = join(this.directory, 'keys.json');
    mkdirSync(this.directory, { recursive: true });
    writeFileSync(keys, this.tokens.keySet);
    const external = `SCRAM://127.0.0.1:${scramPort},OAUTH://127.0.0.1:${oauthPort},TLS://127.0.0.1:${tls}`;
    const own = {
      listeners: `${external},CONTROLLER://127.0.0.1:${controller}`,
      'advertised.listeners': external,
      'listener.security.protocol.map': 'SCRAM:SASL_SSL,OAUTH:SASL_SSL,TLS:SSL,CONTROLLER:PLAINTEXT',
      'inter.broker.listener.name': 'TLS',
      'listener.name.tls.ssl.client.auth': 'required',
      'listener.name.scram.sasl.enabled.mechanisms': 'SCRAM-SHA-512',
      'listener.name.oauth.sasl.enabled.mechanisms': 'OAUTHBEARER',
      'listener.name.oauth.oauthbearer.sasl.jaas.config': `${oauth}.OAuthBearerLoginModule required;`,
      'listener.name.oauth.oauthbearer.sasl.server.callback.handler.class': `${oauth}.OAuthBearerValidatorCallbackHandler`,
      'listener.name.oauth.oauthbearer.connections.max.reauth.ms': '20000',
      'listener.name.oauth.sasl.oauthbearer.jwks.endpoint.url': pathToFileURL(keys).href,
      'listener.name.scram.scram-sha-512.sasl.jaas.config': `${scram} required;`,
      'controller.quorum.voters': `1@127.0.0.1:${controller}`,
      'log.dirs': join(this.directory, 'kafka'),
      ...this.stores(this.server),
    };
    const file = this.write('kafka', own);
    const user = `SCRAM-SHA-512=[name=${this.user},password=${this.password}]`;
    const format = ['kafka.tools.StorageTool', 'format', '-t', 'c2VjdXJlZC1jbHVzdGVyLQ', '-c', file, '-S', user];
    await execa('java', ['-cp', join(jars, 'kafka', '*'), ...format]);
    this.java('kafka', [allowed(pathToFileURL(keys).href), 'kafka.Kafka', file]);
  }

  private worker(): Properties {
    const client: Properties = {
      'bootstrap.servers': `127.0.0.1:${this.ports.scram}`,
      'security.protocol': 'SASL_SSL',
      'sasl.mechanism': 'SCRAM-SHA-512',
      'sasl.jaas.config': `${scram} required username="${this.user}" password="${this.password}";`,
      'ssl.truststore.location': this.certificates.trustStore,
      'ssl.truststore.password': storePassword,
    };
    const byTokens: Properties = {
      ...client,
      'bootstrap.servers': `127.0.0.1:${this.ports.oauth}`,
      'sasl.mechanism': 'OAUTHBEARER',
      'sasl.login.callback.handler.class': `${oauth}.OAuthBearerLoginCallbackHandler`,
      'sasl.oauthbearer.token.endpoint.url': this.tokens.url,
      'sasl.jaas.config': `${oauth}.OAuthBearerLoginModule required clientId="${this.tokens.client}" clientSecret="${this.tokens.secret}";`,
    };
    const clients = { 'producer.': client, 'consumer.': byTokens, 'admin.': client };
    const prefixed = Object.entries(clients).flatMap(([prefix, settings]) =>
      Object.entries(settings).map(([key, value]) => [`${prefix}${key}`, value] as const),
    );
    const rest = Object.entries({ 'ssl.client.auth': 'required', ...this.stores(this.server) });
    return {
      ...client,
      ...Object.fromEntries(prefixed),
      ...Object.fromEntries(rest.map(([key, value]) => [`listeners.https.${key}`, value])),
      listeners: `https://127.0.0.1:${this.ports.connect}`,
      'rest.advertised.host.name': '127.0.0.1',
      'plugin.path': join(jars, 'plugins'),
      'config.providers.file.param.allowed.paths': this.directory,
    };
  }

  private stores(identity: Identity | undefined): Properties {
    return {
      'ssl.keystore.location': identity?.store ?? '',
      'ssl.keystore.password': storePassword,
      'ssl.key.password': storePassword,
      'ssl.truststore.location': this.certificates.trustStore,
      'ssl.truststore.password': storePassword,
    };
  }

  private write(name: 'kafka' | 'connect', own: Properties): string {
    const file = join(this.directory, `${name}.properties`);
    mkdirSync(this.directory, { recursive: true });
    writeFileSync(file, shared(name) + formatProperties(own), { mode: 0o600 });
    return file;
  }

  private java(name: string, args: readonly string[]): void {
    const log = openSync(join(this.directory, `${name}.log`), 'a');
    const flags = ['-Xmx512m', '-XX:+UseSerialGC', '-cp', join(jars, 'kafka', '*')];
    const environment = { ...process.env, HADOOP_USER_NAME: 'test' };
    this.processes.push(spawn('java', [...flags, ...args], { stdio: ['ignore', log, log], env: environment }));
  }

  private connectAnswers(): Promise<true> {
    const { certificate = '', key = '' } = this.client ?? {};
    const [cert, privateKey, ca] = [certificate, key, this.certificates.authority].map((file) => readFileSync(file));
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: this.ports.connect, path: '/health', cert, key: privateKey, ca };
      const asked = request(options, ({ statusCode }) =>
        statusCode === 200 ? resolve(true) : reject(new Error(`Connect answers ${statusCode}`)),
      );
      asked.on('error', reject).end();
    });
  }
}
