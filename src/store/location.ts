import type { Context } from '../base/context.ts';
import { UsageError } from '../base/errors.ts';
import type { PostgresAccess } from '../clients/postgres/client.ts';
import type { SchemaRegistry } from '../clients/registry/client.ts';
import { schemaRegistry } from '../clients/registry/open.ts';
import type { ClusterAddresses } from '../target/addresses.ts';
import { secretFor } from '../target/secret-for.ts';
import { HdfsStore } from './hdfs.ts';
import { LocalStore } from './local.ts';
import { openS3 } from './open-s3.ts';
import { joinPath, type Store } from './store.ts';

/** A place in one store. */
export interface Location {
  readonly store: Store;
  readonly path: string;
}

type Addresses = Pick<ClusterAddresses, 'name' | 'hdfs' | 's3' | 'postgres' | 'registry' | 'secrets'>;

/** What stores need of the world: credentials from the environment, and the signal that ends every request. */
type World = Pick<Context, 'environment' | 'signal' | 'clock'>;

/** Opens each store of a cluster at most once. */
export class Stores {
  private readonly addresses: Addresses;
  private readonly world: World;
  private openedRegistry: SchemaRegistry | undefined;
  private readonly opened = new Map<string, Promise<Store>>();

  constructor(addresses: Addresses, world: World) {
    this.addresses = addresses;
    this.world = world;
  }

  /**
   * `/x`, `hdfs:/x`, `hdfs://host:port/x` → HDFS; `s3:x`, `s3://bucket/x`, `s3a://bucket/x` → S3; `file:/x` → this
   * machine. UsageError for another scheme, or a service that this cluster does not have.
   */
  async locate(text: string): Promise<Location> {
    const match = /^(?:([a-z][a-z0-9]*):)?(?:\/\/([^/]*))?(.*)$/s.exec(text);
    const [, scheme = 'hdfs', authority = '', rest = ''] = match ?? [];
    const path = normalize(rest, text);
    switch (scheme) {
      case 'hdfs':
        return { store: await this.once('hdfs', () => this.hdfs()), path };
      case 's3':
      case 's3a': {
        const bucket = authority || this.addresses.s3?.bucket || '';
        return { store: await this.once(`s3:${bucket}`, () => this.s3(bucket)), path };
      }
      case 'file':
        return { store: await this.once('file', async () => new LocalStore(this.world.signal)), path };
      default:
        throw new UsageError(`"${scheme}:" is no store that this tool reads`, {
          where: text,
          hint: 'Write a path of HDFS (/data), s3:PATH, file:PATH, or the name of a sink.',
        });
    }
  }

  /**
   * How this tool reaches a database that the workers know as `place`; `password` is the secret's reference, as they
   * are given it. RefusedError when this tool does not know the secret.
   */
  database(place: Omit<PostgresAccess, 'password'>, password: string): PostgresAccess {
    const { postgres, secrets } = this.addresses;
    const known = secretFor(password, { file: postgres?.credentialsFile, secrets, ...this.world });
    if (postgres?.localAddress === undefined || postgres.address !== `${place.host}:${place.port}`) {
      return { ...place, password: known };
    }
    const { hostname: host, port } = new URL(`postgres://${postgres.localAddress}`);
    return { ...place, host, port: Number(port), password: known };
  }

  /** The cluster's schema registry. RefusedError when it has none, or its password is not known here. */
  get registry(): SchemaRegistry {
    this.openedRegistry ??= schemaRegistry(this.addresses, this.world);
    return this.openedRegistry;
  }

  /** What ends whatever is asked of a store. */
  get signal(): AbortSignal {
    return this.world.signal;
  }

  private once(key: string, open: () => Promise<Store>): Promise<Store> {
    const store = this.opened.get(key) ?? open();
    this.opened.set(key, store);
    return store;
  }

  private async hdfs(): Promise<Store> {
    if (this.addresses.hdfs === undefined) throw this.lacks('HDFS', 'hdfs');
    const { WebHdfs } = await import('../clients/webhdfs/client.ts');
    return new HdfsStore(new WebHdfs(this.addresses.hdfs, this.world.signal), this.addresses.hdfs.uri);
  }

  private async s3(bucket: string): Promise<Store> {
    const { s3 } = this.addresses;
    if (s3 === undefined) throw this.lacks('S3', 's3');
    return openS3(s3, bucket, this.world);
  }

  private lacks(service: string, key: string): UsageError {
    return new UsageError(`The cluster ${this.addresses.name} has no ${service}`, {
      hint: `Add ${key}: to its file in config/clusters, or start it: \`pipeline up --with ${key}\`.`,
    });
  }
}

function normalize(rest: string, text: string): string {
  const parts = rest.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) throw new UsageError('A path may not contain ".."', { where: text });
  return joinPath(...parts);
}
