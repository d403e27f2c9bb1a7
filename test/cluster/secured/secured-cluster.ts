import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { execa } from 'execa';
import { choosePorts } from '../../../src/embedded/ports.ts';
import { checkout } from '../../../src/target/checkout.ts';
import { formatProperties } from '../../../src/target/properties.ts';
import { eventually } from '../harness.ts';
import { Certificates, type Identity, storePassword } from './certificates.ts';

type Properties = Readonly<Record<string, string>>;

const jars = join(checkout, 'target', 'jars');
const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule';
const shared = (name: string) => readFileSync(join(checkout, 'hadoop', 'conf', `${name}.properties`), 'utf8');

/**
 * A broker that speaks TLS only (with SCRAM on one port, with client certificates on another), and a Connect worker
 * whose REST interface wants a client certificate.
 */
export class SecuredCluster {
  readonly user = 'pipeline';
  readonly password = 'correct horse battery staple';
  readonly certificates: Certificates;
  private readonly directory: string;
  private readonly processes: ChildProcess[] = [];
  private server: Identity | undefined;
  client: Identity | undefined;
  ports: Readonly<Record<'scram' | 'tls' | 'controller' | 'connect', number>> = {
    scram: 0,
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
    const none = { scram: undefined, tls: undefined, controller: undefined, connect: undefined };
    const { scram = 0, tls = 0, controller = 0, connect = 0 } = await choosePorts(none, {}, new Set());
    this.ports = { scram, tls, controller, connect };
    await this.startBroker();
    this.java('connect', ['org.apache.kafka.connect.cli.ConnectDistributed', this.write('connect', this.worker())]);
    await eventually('the worker', () => this.connectAnswers());
  }

  async stop(): Promise<void> {
    for (const child of this.processes.reverse()) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode !== null || !child.kill('SIGKILL')) continue;
      await ended;
    }
  }

  private async startBroker(): Promise<void> {
    const { scram: scramPort, tls, controller } = this.ports;
    const own = {
      listeners: `SCRAM://127.0.0.1:${scramPort},TLS://127.0.0.1:${tls},CONTROLLER://127.0.0.1:${controller}`,
      'advertised.listeners': `SCRAM://127.0.0.1:${scramPort},TLS://127.0.0.1:${tls}`,
      'listener.security.protocol.map': 'SCRAM:SASL_SSL,TLS:SSL,CONTROLLER:PLAINTEXT',
      'inter.broker.listener.name': 'TLS',
      'listener.name.tls.ssl.client.auth': 'required',
      'sasl.enabled.mechanisms': 'SCRAM-SHA-512',
      'listener.name.scram.scram-sha-512.sasl.jaas.config': `${scram} required;`,
      'controller.quorum.voters': `1@127.0.0.1:${controller}`,
      'log.dirs': join(this.directory, 'kafka'),
      ...this.stores(this.server),
    };
    const file = this.write('kafka', own);
    const user = `SCRAM-SHA-512=[name=${this.user},password=${this.password}]`;
    const format = ['kafka.tools.StorageTool', 'format', '-t', 'c2VjdXJlZC1jbHVzdGVyLQ', '-c', file, '-S', user];
    await execa('java', ['-cp', join(jars, 'kafka', '*'), ...format]);
    this.java('kafka', ['kafka.Kafka', file]);
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
    const prefixed = ['producer.', 'consumer.', 'admin.'].flatMap((prefix) =>
      Object.entries(client).map(([key, value]) => [`${prefix}${key}`, value] as const),
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
