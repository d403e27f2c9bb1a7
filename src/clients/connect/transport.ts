import { type AxiosInstance, isAxiosError } from 'axios';
import type { Clock } from '../../base/context.ts';
import { InterruptedError, type PipelineError, UnreachableError } from '../../base/errors.ts';
import { connectError, isNotFound, saidIn } from './connect-error.ts';
import { defaultPolicy, judge, judgeSilence, pause, type RetryPolicy, type Verdict } from './retry-policy.ts';

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** What the request is about, for errors: `connector streaming.lake`. */
  readonly about?: string;
  /** True for requests that change nothing or change it to the same when repeated. GET is so by itself. */
  readonly repeatable?: boolean;
  /** The connector was shown to us or made by us: a worker that does not know it is behind the others. */
  readonly exists?: boolean;
  /**
   * A worker that has just started would answer with what it has read of the log so far: it is not asked before it is
   * ready.
   */
  readonly whole?: boolean;
  /** Of a write that must not be repeated blindly: whether an earlier attempt was carried out after all. */
  readonly done?: () => Promise<boolean>;
}

export interface TransportOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly random?: () => number;
  readonly policy?: Partial<RetryPolicy>;
  /** Told once per request, before its first repetition. */
  readonly onRetry?: (why: string) => void;
}

interface Failure {
  readonly verdict: Verdict;
  readonly error: PipelineError;
  readonly answered: boolean;
  /** Milliseconds the worker asked us to wait. */
  readonly wait?: number;
  /** Milliseconds after which it is given up, when that is not the policy's deadline. */
  readonly within?: number;
}

export interface Worker {
  readonly http: AxiosInstance;
  /** How errors name it. */
  readonly address: string;
}

/** Sends requests to the workers of one cluster with one retry policy for every verb; JSON in, JSON out. */
export class Transport {
  readonly #workers: readonly [Worker, ...Worker[]];
  /** The one that is asked: the next when it does not answer. */
  #asked = 0;
  /** Those that were ready, and have not been silent since. */
  readonly #ready = new Set<Worker>();
  readonly #options: TransportOptions;
  readonly #policy: RetryPolicy;
  #reached = false;

  constructor(workers: readonly [Worker, ...Worker[]], options: TransportOptions) {
    this.#workers = workers;
    this.#options = options;
    this.#policy = { ...defaultPolicy, ...options.policy };
  }

  /**
   * The parsed body of the answer; undefined for an empty one, or when `done` found the write carried out.
   * @throws ConnectError when the answer is no, UnreachableError when there was none in time.
   */
  async send(request: Request): Promise<unknown> {
    const { clock, signal, random = Math.random, onRetry } = this.#options;
    const start = clock.now();
    let uncertain = false;
    let unknownAnswers = 0;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.#once(request);
      if (!('verdict' in outcome)) return outcome.body;
      const { verdict, error, answered } = outcome;
      uncertain ||= verdict === 'unknown';
      if (verdict === 'unknown' && answered) unknownAnswers += 1;
      const wait = outcome.wait ?? pause(this.#policy, attempt, random);
      const deadline = this.#reached ? (outcome.within ?? this.#policy.deadline) : this.#policy.firstContact;
      const late = clock.now() - start + wait > deadline;
      if (verdict !== 'final' && !late) {
        if (attempt === 1) onRetry?.(error.message);
        await clock.sleep(wait, signal);
      }
      if (uncertain && request.done !== undefined && (await request.done())) return undefined;
      const repeatable = request.method === 'GET' || request.repeatable === true || request.done !== undefined;
      const spent = late || unknownAnswers >= this.#policy.unknownAnswers;
      if (verdict === 'final' || spent || (verdict === 'unknown' && !repeatable)) throw error;
    }
  }

  async #once(request: Request): Promise<{ readonly body: unknown } | Failure> {
    const worker = this.#workers[this.#asked % this.#workers.length] ?? this.#workers[0];
    if (request.whole === true && !this.#ready.has(worker)) {
      const health = await this.#exchange({ method: 'GET', path: '/health' }, worker);
      // Before Kafka 3.9 there is nobody to ask.
      if ('verdict' in health && !isNotFound(health.error)) return health;
      this.#ready.add(worker);
    }
    return this.#exchange(request, worker);
  }

  async #exchange(request: Request, worker: Worker): Promise<{ readonly body: unknown } | Failure> {
    const { signal } = this.#options;
    const limit = AbortSignal.timeout(this.#policy.attempt);
    const { http, address } = worker;
    const about = request.about === undefined ? address : `${request.about} at ${address}`;
    try {
      const { status, data, headers } = await http.request<string>({
        method: request.method,
        url: request.path,
        // A write that has begun is seen to its end: Ctrl-C stops between writes.
        signal: request.method === 'GET' ? AbortSignal.any([signal, limit]) : limit,
        ...(request.body === undefined ? {} : { data: JSON.stringify(request.body) }),
      });
      if (status >= 200 && status < 300) {
        this.#reached = true;
        return { body: parse(data, about) };
      }
      const said = saidIn(status, data);
      const wait = Number(headers['retry-after']) * 1000;
      const behind = status === 404 && said.own && request.exists === true;
      const verdict = behind ? 'refused' : judge(status, said);
      // Another worker may be further than one that starts or is behind.
      if ((status === 404 || status === 503) && verdict === 'refused') this.#asked += 1;
      const starting = status === 404 && !said.own && isBareServer(data);
      this.#reached ||= said.own || status !== 404 || starting;
      return {
        verdict,
        answered: true,
        error: said.own || status !== 404 ? connectError(status, said.message, about) : noConnect(about, starting),
        ...(verdict === 'refused' && wait > 0 ? { wait } : {}),
        ...(behind ? { within: this.#policy.behind } : {}),
      };
    } catch (cause) {
      if (signal.aborted && !limit.aborted && request.method === 'GET')
        throw new InterruptedError('Interrupted', { where: about });
      if (!isAxiosError(cause)) throw cause;
      this.#asked += 1;
      this.#ready.delete(worker);
      return { verdict: judgeSilence(cause.code), answered: false, error: silence(cause.code, limit.aborted, about) };
    }
  }
}

function parse(data: string, about: string): unknown {
  if (data.trim() === '') return undefined;
  try {
    return JSON.parse(data);
  } catch (cause) {
    throw notConnect(about, 'it sends no JSON', cause);
  }
}

/** Whether this is what the web server in a worker says of every path until the REST API is in place. */
const isBareServer = (page: string): boolean => /Powered by Jetty/i.test(page);

/** Never a 404 of Connect's, which would say that there is no such connector. */
function noConnect(where: string, starting: boolean): UnreachableError {
  if (!starting) return notConnect(where, 'it knows no such path');
  return new UnreachableError('The worker starts: its REST API is not there yet', {
    where,
    hint: 'Try again in a while; `pipeline logs connect` shows how far it is.',
  });
}

function notConnect(where: string, why: string, cause?: unknown): UnreachableError {
  return new UnreachableError(`What answers there is not Kafka Connect: ${why}`, {
    where,
    hint: "Check `connect.url` in the cluster's file.",
    cause,
  });
}

function silence(code: string | undefined, timedOut: boolean, where: string): UnreachableError {
  if (timedOut) return new UnreachableError('Connect did not answer in time', { where });
  if (code === 'ERR_BAD_RESPONSE')
    return new UnreachableError('The answer is larger than anything Connect says', { where });
  return new UnreachableError(`Connect cannot be reached (${code ?? 'no answer'})`, {
    where,
    hint: '`pipeline ps`, with the same --cluster, shows what runs, `pipeline up` starts it.',
  });
}
