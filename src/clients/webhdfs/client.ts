import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import axios, { type AxiosInstance, type AxiosResponse, isCancel } from 'axios';
import { ServiceError } from '../../base/errors.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import { webHdfsOf } from '../../target/name-nodes.ts';
import { guarded } from '../guarded.ts';
import { NameNodes } from './name-nodes.ts';
import { trustedRedirect } from './redirects.ts';
import { HdfsError, isOfNameNode, mayRetry, noneIsActive, remoteException, unreachable } from './webhdfs-error.ts';

/** One file or directory as the NameNode describes it; `pathSuffix` is empty for the asked path itself. */
export interface FileStatus {
  readonly pathSuffix: string;
  readonly type: 'FILE' | 'DIRECTORY' | 'SYMLINK';
  readonly length: number;
  readonly modificationTime: number;
}

type Method = 'GET' | 'PUT' | 'DELETE';
type Parameters = Readonly<Record<string, string | number | boolean>>;

const ATTEMPTS = 6;
/** In all some 25 s: as long as it usually takes until another NameNode is made the active one. */
const ATTEMPTS_WHILE_FAILING_OVER = 8;
/** Milliseconds after which one of several NameNodes counts as dead. */
const NAME_NODE_PATIENCE = 20_000;
/** How often the NameNode, which names replicas at random, is asked for a DataNode that is not known to be silent. */
const NAMED = 8;

/**
 * WebHDFS, one method per operation (Hadoop: WebHDFS REST API). Files stream; redirects are asked for as JSON and
 * followed only to hosts of this cluster. Errors: HdfsError, UnreachableError.
 */
export class WebHdfs {
  private readonly http: AxiosInstance;
  private readonly nameNodes: NameNodes;
  private readonly addresses: NonNullable<ClusterAddresses['hdfs']>;
  /** Hosts that did not answer last time: the NameNode notices a dead DataNode only after a while. */
  private readonly silent = new Set<string>();

  private readonly signal: AbortSignal | undefined;

  /** `signal` ends every request that only reads. */
  constructor(addresses: NonNullable<ClusterAddresses['hdfs']>, signal?: AbortSignal) {
    this.addresses = addresses;
    this.signal = signal;
    this.nameNodes = new NameNodes(webHdfsOf(addresses));
    this.http = axios.create({
      maxRedirects: 0,
      timeout: 60_000,
      responseType: 'stream',
      decompress: false,
      maxBodyLength: Number.POSITIVE_INFINITY,
      maxContentLength: Number.POSITIVE_INFINITY,
      validateStatus: () => true,
      proxy: false,
      httpAgent: new HttpAgent({ keepAlive: true, maxSockets: 16 }),
      httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: 16 }),
    });
  }

  /** Children of a directory, or the file itself. */
  async listStatus(path: string): Promise<readonly FileStatus[]> {
    return (await this.ask<{ FileStatuses: { FileStatus: FileStatus[] } }>('GET', path, 'LISTSTATUS')).FileStatuses
      .FileStatus;
  }

  async fileStatus(path: string): Promise<FileStatus> {
    return (await this.ask<{ FileStatus: FileStatus }>('GET', path, 'GETFILESTATUS')).FileStatus;
  }

  /** Bytes (one replica) and files below `path`. */
  async contentSummary(path: string): Promise<{ readonly length: number; readonly fileCount: number }> {
    const answer = await this.ask<{ ContentSummary: { length: number; fileCount: number } }>(
      'GET',
      path,
      'GETCONTENTSUMMARY',
    );
    return answer.ContentSummary;
  }

  async open(path: string, range: Parameters = {}): Promise<Readable> {
    return this.retrying(false, async () => {
      const at = await this.redirect('GET', path, 'OPEN', range);
      const { data } = await this.send('GET', at, path);
      return guarded(data, (error) => unreachable(error, at.host), this.signal);
    });
  }

  /** Streams a new file in. Not repeated once bytes may have been sent. */
  async create(path: string, content: Readable | Buffer, overwrite: boolean): Promise<void> {
    const at = await this.retrying(true, () => this.redirect('PUT', path, 'CREATE', { overwrite }));
    (await this.send('PUT', at, path, content)).data.resume();
  }

  /** Renames unless the destination exists (Hadoop's Rename.NONE): HdfsError FileAlreadyExistsException. */
  async rename(from: string, to: string): Promise<void> {
    await this.ask('PUT', from, 'RENAME', { destination: to, renameoptions: 'NONE' });
  }

  async makeDirectories(path: string): Promise<void> {
    await this.ask('PUT', path, 'MKDIRS');
  }

  /** False when there was nothing to delete. */
  async delete(path: string, recursive: boolean): Promise<boolean> {
    return (await this.ask<{ boolean: boolean }>('DELETE', path, 'DELETE', { recursive })).boolean;
  }

  private url(path: string, operation: string, parameters: Parameters): URL {
    const encoded = path.split('/').map(encodeURIComponent).join('/');
    const url = new URL(`/webhdfs/v1${encoded}`, this.nameNodes.active);
    const all = { op: operation, 'user.name': this.addresses.user, ...parameters };
    for (const [name, value] of Object.entries(all)) url.searchParams.set(name, String(value));
    return url;
  }

  private ask<T>(method: Method, path: string, operation: string, parameters: Parameters = {}): Promise<T> {
    return this.retrying(method !== 'GET', async () => {
      const url = this.url(path, operation, parameters);
      return this.answer(url, path, (await this.send(method, url, path)).data);
    });
  }

  /** The DataNode to speak to: another than those that were silent, where the NameNode names one. */
  private async redirect(method: Method, path: string, operation: string, parameters: Parameters): Promise<URL> {
    let at = await this.namedNode(method, path, operation, parameters);
    for (let tries = 1; tries < NAMED && this.silent.has(at.host); tries++) {
      at = await this.namedNode(method, path, operation, parameters);
    }
    return at;
  }

  private async namedNode(method: Method, path: string, operation: string, parameters: Parameters): Promise<URL> {
    const url = this.url(path, operation, { ...parameters, noredirect: true });
    const answer: unknown = await this.answer(url, path, (await this.send(method, url, path)).data);
    if (typeof answer !== 'object' || answer === null || !('Location' in answer)) {
      throw new ServiceError('The NameNode named no DataNode', { where: `hdfs:${path}` });
    }
    return trustedRedirect(String(answer.Location), url, this.addresses);
  }

  /** The JSON of an answer; ServiceError when it is none, as that of a proxy or of another service. */
  private async answer(url: URL, path: string, content: Readable) {
    const body = await this.bodyOf(url, content);
    try {
      return body === '' ? {} : JSON.parse(body);
    } catch (cause) {
      throw new ServiceError('What answers there is not WebHDFS', { where: `${url.host}, hdfs:${path}`, cause });
    }
  }

  private async bodyOf(url: URL, content: Readable): Promise<string> {
    try {
      return await text(content);
    } catch (error) {
      throw unreachable(error, url.host);
    }
  }

  private async send(
    method: Method,
    url: URL,
    path: string,
    data?: Readable | Buffer,
  ): Promise<AxiosResponse<Readable>> {
    const headers = { 'Content-Type': 'application/octet-stream' };
    let response: AxiosResponse<Readable>;
    try {
      const heeding = method === 'GET' && this.signal !== undefined ? { signal: this.signal } : {};
      response = await this.http.request<Readable>({
        method,
        url: url.href,
        headers,
        ...(data && { data }),
        ...(this.nameNodes.isOneOfSeveral(url) && { timeout: NAME_NODE_PATIENCE }),
        ...heeding,
      });
    } catch (error) {
      if (isCancel(error)) throw this.signal?.reason;
      this.silent.add(url.host);
      throw unreachable(error, url.host);
    }
    this.silent.delete(url.host);
    if (response.status >= 200 && response.status < 300) return response;
    const body = await this.bodyOf(url, response.data);
    throw new HdfsError(
      remoteException(body) ?? { exception: `HTTP ${response.status}`, message: `HTTP ${response.status}` },
      path,
    );
  }

  /** Asks again where that may help, of several NameNodes each in its turn, with a pause when all have been asked. */
  private async retrying<T>(changes: boolean, call: () => Promise<T>): Promise<T> {
    const { count } = this.nameNodes;
    const last = count * (count === 1 ? ATTEMPTS : ATTEMPTS_WHILE_FAILING_OVER);
    for (let attempt = 1; ; attempt++) {
      const asked = this.nameNodes.active;
      try {
        return await call();
      } catch (error) {
        if (!mayRetry(error, changes)) throw error;
        const otherWanted = isOfNameNode(error, asked.host);
        if (attempt === last) throw otherWanted && count > 1 ? noneIsActive(this.nameNodes.hosts, error) : error;
        if (otherWanted) this.nameNodes.turnFrom(asked);
        if (attempt % count === 0) await wait(100 * 2 ** (attempt / count));
      }
    }
  }
}
