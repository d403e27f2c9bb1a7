import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import type { Clock } from '../../base/context.ts';
import { ServiceError, UnreachableError } from '../../base/errors.ts';
import { isRecord, member } from '../../base/values.ts';

/** A schema that another one refers to, by this name. */
export interface SchemaReference {
  readonly name: string;
  readonly text: string;
}

/** A schema as it was registered; `type` is AVRO, JSON, … */
export interface RegisteredSchema {
  readonly id: number;
  readonly type: string;
  readonly text: string;
  /** The schemas that it refers to, after those that they refer to themselves. */
  readonly references: readonly SchemaReference[];
}

/** One version of a subject. */
export interface SubjectVersion extends RegisteredSchema {
  readonly subject: string;
  readonly version: number;
}

export interface RegistryAccess {
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
}

interface Surroundings {
  readonly signal: AbortSignal;
  readonly clock: Pick<Clock, 'now'>;
}

const PATIENCE = 30_000;
/** So long an unknown id stays unknown before it is asked for again. Milliseconds. */
const FORGET = 30_000;
const LARGEST = 4 * 1024 * 1024;
const JSON_TYPE = 'application/vnd.schemaregistry.v1+json';
/** Error codes by which a registry says that there is none, unlike a 404 of something in between. */
const NO_SUBJECT = 40401;
const NO_VERSION = 40402;
const NO_SCHEMA = 40403;

/**
 * A schema registry that speaks Confluent's API. What an id stands for never changes, so it is kept. Errors:
 * UnreachableError when it does not answer, ServiceError when it refuses.
 */
export class SchemaRegistry {
  readonly #http: AxiosInstance;
  readonly #where: string;
  readonly #signal: AbortSignal;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #known = new Map<number, RegisteredSchema>();
  /** When the registry last said that it knows none. */
  readonly #unknown = new Map<number, number>();

  constructor({ url, username, password = '' }: RegistryAccess, { signal, clock }: Surroundings) {
    this.#where = `the schema registry ${new URL(url).host}`;
    this.#signal = signal;
    this.#clock = clock;
    this.#http = axios.create({
      baseURL: url.replace(/\/+$/, ''),
      headers: { accept: `${JSON_TYPE}, application/json`, 'content-type': JSON_TYPE },
      ...(username === undefined ? {} : { auth: { username, password } }),
      timeout: PATIENCE,
      maxRedirects: 0,
      maxContentLength: LARGEST,
      proxy: false,
      validateStatus: () => true,
    });
  }

  /** The schema behind an id; undefined when the registry knows none. */
  async schema(id: number): Promise<RegisteredSchema | undefined> {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    if (this.#clock.now() - (this.#unknown.get(id) ?? Number.NEGATIVE_INFINITY) < FORGET) return undefined;
    const answer = await this.#ask(`/schemas/ids/${id}`, NO_SCHEMA);
    if (answer === undefined) {
      this.#unknown.set(id, this.#clock.now());
      return undefined;
    }
    const schema = await this.#schemaOf(answer, id);
    this.#known.set(id, schema);
    return schema;
  }

  /** Where a schema stands, for people: `orders-value version 3`. */
  async versionsOf(id: number): Promise<string> {
    const answer = await this.#ask(`/schemas/ids/${id}/versions`, NO_SCHEMA);
    const places = Array.isArray(answer) ? answer : [];
    return places.map((place) => `${member(place, 'subject')} version ${member(place, 'version')}`).join(', ');
  }

  /** A version of a subject; undefined when there is none. */
  async version(subject: string, version: number | 'latest'): Promise<SubjectVersion | undefined> {
    const path = `/subjects/${encodeURIComponent(subject)}/versions/${version}`;
    const answer = await this.#ask(path, NO_SUBJECT, NO_VERSION);
    if (answer === undefined) return undefined;
    const [id, number] = [member(answer, 'id'), member(answer, 'version')];
    if (typeof id !== 'number' || typeof number !== 'number') throw this.#strange('its answer names no version');
    return { ...(await this.#schemaOf(answer, id)), subject, version: number };
  }

  /** The numbers of a subject's versions, ascending; none when there is no such subject. */
  async versions(subject: string): Promise<readonly number[]> {
    const answer = await this.#ask(`/subjects/${encodeURIComponent(subject)}/versions`, NO_SUBJECT);
    return Array.isArray(answer) ? answer.filter((one) => typeof one === 'number').toSorted((a, b) => a - b) : [];
  }

  /** Every subject, as the registry lists them. */
  async subjects(): Promise<readonly string[]> {
    const answer = await this.#ask('/subjects');
    return Array.isArray(answer) ? answer.filter((one) => typeof one === 'string') : [];
  }

  /** Registers a schema under a subject, unless it is there; returns its id. */
  async register(subject: string, type: string, schema: string): Promise<number> {
    const answer = await this.#send('POST', `/subjects/${encodeURIComponent(subject)}/versions`, {
      schema,
      ...(type === 'AVRO' ? {} : { schemaType: type }),
    });
    const id = member(answer.data, 'id');
    if (answer.status !== 200 || typeof id !== 'number') throw this.#refused(answer);
    return id;
  }

  async #ask(path: string, ...absent: readonly number[]): Promise<unknown> {
    const answer = await this.#send('GET', path);
    if (answer.status === 200) return answer.data;
    if (answer.status === 404 && absent.some((code) => code === member(answer.data, 'error_code'))) return undefined;
    throw this.#refused(answer);
  }

  async #send(method: 'GET' | 'POST', url: string, data?: unknown): Promise<AxiosResponse<unknown>> {
    try {
      return await this.#http.request({ method, url, data, signal: this.#signal });
    } catch (cause) {
      this.#signal.throwIfAborted();
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new UnreachableError(`It does not answer: ${why}`, {
        where: this.#where,
        hint: 'Does it run? `pipeline up --with registry` starts that of the embedded or the Compose cluster.',
        cause,
      });
    }
  }

  async #schemaOf(answer: unknown, id: number): Promise<RegisteredSchema> {
    const text = member(answer, 'schema');
    if (typeof text !== 'string') throw this.#strange('its answer holds no schema');
    const type = member(answer, 'schemaType');
    const references = await this.#referred(member(answer, 'references'));
    return { id, text, type: typeof type === 'string' ? type : 'AVRO', references };
  }

  /** A registry takes no schema that refers to one it does not have: they come to an end. */
  async #referred(references: unknown): Promise<readonly SchemaReference[]> {
    const found = new Map<string, SchemaReference>();
    for (const reference of Array.isArray(references) ? references : []) {
      const [name, subject, version] = ['name', 'subject', 'version'].map((word) => member(reference, word));
      if (typeof name !== 'string' || typeof subject !== 'string' || typeof version !== 'number')
        throw this.#strange('a reference names no version of a subject');
      const referred = await this.version(subject, version);
      if (referred === undefined)
        throw this.#strange(`it refers to version ${version} of ${subject}, which it does not know`);
      for (const one of [...referred.references, { name, text: referred.text }]) {
        if ((found.get(one.name)?.text ?? one.text) !== one.text)
          throw this.#strange(`by the name ${one.name} two schemas are meant`);
        found.set(one.name, one);
      }
    }
    return [...found.values()];
  }

  #refused({ status, data }: AxiosResponse<unknown>): ServiceError {
    const said = isRecord(data) && typeof data.message === 'string' ? `: ${data.message}` : '';
    const hint = 'Its address and its user stand under `registry:` in the file of the cluster.';
    return new ServiceError(`It answers with HTTP ${status}${said}`, { where: this.#where, hint });
  }

  #strange(why: string): ServiceError {
    return new ServiceError(`It does not answer as a registry does: ${why}`, { where: this.#where });
  }
}
