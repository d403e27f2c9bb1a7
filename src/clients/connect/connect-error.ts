import { type ErrorDetails, ServiceError } from '../../base/errors.ts';
import { isRecord } from '../../base/values.ts';

/** Connect answered, and the answer is no. */
export class ConnectError extends ServiceError {
  override readonly code: string;
  /** HTTP status of the answer. */
  readonly status: number;

  constructor(status: number, code: string, message: string, details: ErrorDetails) {
    super(message, details);
    this.status = status;
    this.code = code;
  }
}

export function isNotFound(error: unknown): boolean {
  return error instanceof ConnectError && error.status === 404;
}

interface Translation {
  readonly status: number;
  readonly says?: RegExp;
  readonly code: string;
  readonly message?: (said: string) => string;
  readonly hint?: (said: string) => string;
}

function pluginNames(said: string): string {
  const names = [...said.matchAll(/name='([^']+)'/g)].map((match) => match[1] ?? '');
  return names.length === 0 ? '`pipeline plugins` lists them.' : `It has: ${[...new Set(names)].sort().join(', ')}.`;
}

const translations: readonly Translation[] = [
  {
    status: 500,
    says: /failed to find any class/i,
    code: 'unknown-plugin',
    message: (said) => `The worker has no plugin ${/name matches ([^,\s]+)/.exec(said)?.[1] ?? 'of that class'}`,
    hint: pluginNames,
  },
  {
    status: 401,
    code: 'unauthorized',
    message: () => 'Connect wants to know who asks',
    hint: () => "Look at `connect.authentication` in the cluster's file: it is missing, or wrong.",
  },
  {
    status: 403,
    code: 'forbidden',
    message: () => 'Connect does not allow this to whom we say we are',
    hint: () => "Check `connect.authentication` in the cluster's file.",
  },
  { status: 404, code: 'not-found' },
  { status: 409, says: /already exists/i, code: 'already-exists' },
  {
    status: 400,
    says: /must be in the STOPPED state/i,
    code: 'not-stopped',
    message: () => 'Offsets change only while the connector is stopped',
    hint: () => 'Run `pipeline stop NAME` first.',
  },
  { status: 400, code: 'bad-request' },
  {
    status: 405,
    code: 'not-supported',
    hint: () => 'This worker is older than the request; `pipeline doctor` shows its version.',
  },
];

/** What an answer's body says. */
export interface Said {
  readonly message: string;
  /**
   * It has the form of Connect's own errors: not a page of a proxy, or of a worker whose REST API is not in place yet.
   */
  readonly own: boolean;
}

/** Connect's own message of an answer's body, or a sentence for a body that is not Connect's. */
export function saidIn(status: number, body: string): Said {
  try {
    const parsed: unknown = JSON.parse(body);
    if (isRecord(parsed) && typeof parsed.message === 'string') {
      return { message: parsed.message, own: 'error_code' in parsed };
    }
  } catch {
    // A proxy's page or nothing at all; its text helps nobody.
  }
  if (status >= 300 && status < 400) {
    return { message: `It answers with a redirect (HTTP ${status}), which is not followed`, own: false };
  }
  return { message: `It answers HTTP ${status} with something that is not Connect's`, own: false };
}

/** The error that an answer with `status` and Connect's message `said` stands for. */
export function connectError(status: number, said: string, where: string): ConnectError {
  const found = translations.find(
    (translation) => translation.status === status && (translation.says?.test(said) ?? true),
  );
  const hint = found?.hint?.(said);
  return new ConnectError(status, found?.code ?? 'service', found?.message?.(said) ?? said, {
    where,
    ...(hint === undefined ? {} : { hint }),
  });
}
