import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { choosePorts } from '../../../src/embedded/ports.ts';
import { checkout } from '../../../src/target/checkout.ts';
import { eventually } from '../../cluster/harness.ts';

export type NameNode = 'nn1' | 'nn2';
type Name = 'journal' | NameNode | 'datanode';
type Port = Name | 'journal-http' | 'nn1-http' | 'nn2-http' | 'datanode-http' | 'datanode-ipc';

const nameservice = 'lake';
const classes: Readonly<Record<Name, string>> = {
  journal: 'org.apache.hadoop.hdfs.qjournal.server.JournalNode',
  nn1: 'org.apache.hadoop.hdfs.server.namenode.NameNode',
  nn2: 'org.apache.hadoop.hdfs.server.namenode.NameNode',
  datanode: 'org.apache.hadoop.hdfs.server.datanode.DataNode',
};

/** Two on one machine cannot tell by its name which of them they are. */
const identity = (name: Name): readonly string[] =>
  name === 'nn1' || name === 'nn2' ? [`-Ddfs.ha.namenode.id=${name}`] : [];

const none: Readonly<Record<Port, undefined>> = {
  journal: undefined,
  'journal-http': undefined,
  nn1: undefined,
  'nn1-http': undefined,
  nn2: undefined,
  'nn2-http': undefined,
  datanode: undefined,
  'datanode-http': undefined,
  'datanode-ipc': undefined,
};

/** HDFS as most clusters have it: two NameNodes, of which an operator makes one active, and a journal they share. */
export class TwoNameNodes {
  private readonly directory: string;
  private readonly processes = new Map<Name, ChildProcess>();
  private ports: Readonly<Record<string, number>> = {};

  constructor(directory: string) {
    this.directory = directory;
  }

  async start(): Promise<void> {
    this.ports = await choosePorts(none, {}, new Set());
    for (const name of ['hdfs', 'datanode', 'journal']) {
      mkdirSync(join(this.directory, 'conf', 'webapps', name), { recursive: true });
    }
    this.writeSites();
    this.launch('journal');
    await eventually('the journal', () => this.answers('journal-http'));
    await this.tool('nn1', '-format', '-nonInteractive', '-clusterId', 'two');
    this.launch('nn1');
    this.launch('datanode');
    await eventually('nn1', () => this.answers('nn1-http'));
    await this.tool('nn2', '-bootstrapStandby', '-nonInteractive');
    this.launch('nn2');
    await eventually('nn2', () => this.answers('nn2-http'));
    await this.activate('nn1');
  }

  /** As a cluster's file tells it. */
  get yaml(): string {
    const node = (name: NameNode) =>
      `    - { name: ${name}, address: "127.0.0.1:${this.ports[name]}", webhdfs: ${this.webhdfs(name)} }\n`;
    return `hdfs:\n  nameservice: ${nameservice}\n  user: test\n  nameNodes:\n${node('nn1')}${node('nn2')}`;
  }

  webhdfs(name: NameNode): string {
    return `http://127.0.0.1:${this.ports[`${name}-http`]}`;
  }

  /** Makes a NameNode active that is in standby; the other one must be in standby too, or else `dead`. */
  async activate(name: NameNode, other?: 'dead'): Promise<void> {
    await eventually(`${name} to be active`, async () => {
      await this.admin('-transitionToActive', ...(other === 'dead' ? ['--forceactive'] : []), name);
      return true;
    });
  }

  async failOver(from: NameNode, to: NameNode): Promise<void> {
    await this.admin('-transitionToStandby', from);
    await this.activate(to);
  }

  async kill(name: NameNode): Promise<void> {
    const child = this.processes.get(name);
    if (child === undefined) throw new Error(`${name} does not run`);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  /** Starts a NameNode that was killed: it is in standby then. */
  async startAgain(name: NameNode): Promise<void> {
    this.launch(name);
    await eventually(name, () => this.answers(`${name}-http`));
  }

  stop(): void {
    for (const child of this.processes.values()) child.kill('SIGKILL');
  }

  private get java(): readonly string[] {
    const classPath = `${join(checkout, 'target', 'jars', 'hadoop')}/*:${join(this.directory, 'conf')}`;
    const logging = `-Dlog4j.configuration=file:${join(checkout, 'hadoop', 'conf', 'log4j.properties')}`;
    const flags = ['-Xmx192m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
    return [...flags, '--add-opens=java.base/java.lang=ALL-UNNAMED', logging, '-cp', classPath];
  }

  private launch(name: Name): void {
    const log = openSync(join(this.directory, `${name}.log`), 'a');
    const command = [...this.java, classes[name], ...identity(name)];
    this.processes.set(name, spawn('java', command, { stdio: ['ignore', log, log], env: this.environment }));
  }

  private async tool(name: NameNode, ...args: readonly string[]): Promise<void> {
    await execa('java', [...this.java, classes[name], ...identity(name), ...args], { env: this.environment });
  }

  /** `hdfs haadmin`. */
  async admin(...args: readonly string[]): Promise<void> {
    await execa('java', [...this.java, 'org.apache.hadoop.hdfs.tools.DFSHAAdmin', ...args], { env: this.environment });
  }

  private get environment(): NodeJS.ProcessEnv {
    return { ...process.env, HADOOP_USER_NAME: 'test' };
  }

  private async answers(port: Port): Promise<true> {
    await fetch(`http://127.0.0.1:${this.ports[port]}/jmx?qry=none`, { signal: AbortSignal.timeout(2_000) });
    return true;
  }

  private writeSites(): void {
    const at = (port: Port) => `127.0.0.1:${this.ports[port]}`;
    const folder = (name: string) => join(this.directory, name);
    this.write('core-site', { 'fs.defaultFS': `hdfs://${nameservice}`, 'hadoop.tmp.dir': folder('tmp') });
    this.write('hdfs-site', {
      'dfs.nameservices': nameservice,
      [`dfs.ha.namenodes.${nameservice}`]: 'nn1,nn2',
      ...Object.fromEntries(
        (['nn1', 'nn2'] as const).flatMap((name) => [
          [`dfs.namenode.rpc-address.${nameservice}.${name}`, at(name)],
          [`dfs.namenode.http-address.${nameservice}.${name}`, at(`${name}-http`)],
          [`dfs.namenode.name.dir.${nameservice}.${name}`, folder(name)],
        ]),
      ),
      [`dfs.client.failover.proxy.provider.${nameservice}`]:
        'org.apache.hadoop.hdfs.server.namenode.ha.ConfiguredFailoverProxyProvider',
      'dfs.namenode.shared.edits.dir': `qjournal://${at('journal')}/${nameservice}`,
      'dfs.journalnode.edits.dir': folder('journal'),
      'dfs.journalnode.rpc-address': at('journal'),
      'dfs.journalnode.http-address': at('journal-http'),
      'dfs.ha.fencing.methods': 'shell(/bin/true)',
      'dfs.datanode.data.dir': folder('datanode'),
      'dfs.datanode.address': at('datanode'),
      'dfs.datanode.http.address': at('datanode-http'),
      'dfs.datanode.ipc.address': at('datanode-ipc'),
      'dfs.datanode.hostname': '127.0.0.1',
      'dfs.replication': '1',
      'dfs.permissions.enabled': 'false',
      'dfs.heartbeat.interval': '1',
      'dfs.namenode.safemode.extension': '0',
      'dfs.namenode.resource.du.reserved': '10485760',
      'dfs.namenode.datanode.registration.ip-hostname-check': 'false',
    });
  }

  private write(name: string, settings: Readonly<Record<string, string>>): void {
    const properties = Object.entries(settings).map(
      ([key, value]) => `<property><name>${key}</name><value>${value}</value></property>`,
    );
    writeFileSync(join(this.directory, 'conf', `${name}.xml`), `<configuration>${properties.join('')}</configuration>`);
  }
}
