import { isAxiosError } from 'axios';
import { PipelineError, ServiceError, UnreachableError } from '../../base/errors.ts';

/** The NameNode's or DataNode's own words, as WebHDFS sends them. */
export interface RemoteException {
  readonly exception: string;
  readonly message: string;
}

/** HDFS answered and refused; `exception` is Hadoop's class name. */
export class HdfsError extends ServiceError {
  readonly exception: string;

  constructor(remote: RemoteException, path: string) {
    const known = SENTENCES[remote.exception];
    const message = known?.message ?? `HDFS refused: ${remote.message.split('\n')[0] ?? remote.exception}`;
    super(message, { where: `hdfs:${path}`, cause: remote.message, ...(known?.hint && { hint: known.hint }) });
    this.exception = remote.exception;
  }
}

const SENTENCES: Readonly<Record<string, { readonly message: string; readonly hint?: string }>> = {
  FileNotFoundException: {
    message: 'There is no such file or directory',
    hint: '`pipeline hdfs ls` shows what there is.',
  },
  AccessControlException: {
    message: 'Permission denied',
    hint: 'The user is set in config/clusters/NAME.yaml: hdfs.user.',
  },
  FileAlreadyExistsException: { message: 'The file exists already', hint: '--overwrite replaces it.' },
  StandbyException: {
    message: 'This NameNode is in standby',
    hint: 'Name all of them in config/clusters/NAME.yaml: hdfs.nameservice and hdfs.nameNodes.',
  },
  SafeModeException: {
    message: 'The NameNode is in safe mode and takes no writes',
    hint: 'It leaves safe mode by itself once the DataNodes have reported.',
  },
  PathIsNotEmptyDirectoryException: { message: 'The directory is not empty', hint: '-r removes it with all below.' },
};

/** Answers that pass by themselves: the same request may be sent again. */
const PASSING = new Set(['StandbyException', 'RetriableException', 'SafeModeException', 'NotReplicatedYetException']);
const NEVER_SENT = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH']);
const LOST = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED']);

/** Whether to send a request again: what never arrived always, what may have arrived only when it changes nothing. */
export function mayRetry(error: unknown, changes: boolean): boolean {
  if (error instanceof HdfsError) return PASSING.has(error.exception);
  if (!(error instanceof UnreachableError) || !isAxiosError(error.cause)) return false;
  const code = error.cause.code ?? '';
  return NEVER_SENT.has(code) || (!changes && LOST.has(code));
}

/** Whether another NameNode than the one at `host` is to be asked. */
export const isOfNameNode = (error: unknown, host: string): boolean =>
  error instanceof HdfsError ? error.exception === 'StandbyException' : wasUnreachable(error, host);

const wasUnreachable = (error: unknown, host: string) => error instanceof UnreachableError && error.where === host;

/** After all of several NameNodes were asked: they are in standby, or away. `last` is what the last of them said. */
export const noneIsActive = (hosts: readonly string[], last: unknown): UnreachableError =>
  new UnreachableError('None of the NameNodes is active', {
    where: hosts.join(', '),
    hint: '`hdfs haadmin -getAllServiceState` shows them; `hdfs haadmin -transitionToActive NAME` makes one active.',
    cause: last,
  });

/** Whatever went wrong on the way to HDFS, or while it answered, as one of our errors. */
export function unreachable(error: unknown, address: string): unknown {
  if (!(error instanceof Error) || error instanceof PipelineError) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  return new UnreachableError(`HDFS does not answer: ${code}`, {
    where: address,
    hint: 'Is the cluster up? `pipeline ps` shows the embedded one; --cluster NAME names another.',
    cause: error,
  });
}

/** Reads `{"RemoteException": …}` out of a response's body; undefined when the body is something else. */
export function remoteException(body: unknown): RemoteException | undefined {
  const parsed = typeof body === 'string' ? parse(body) : body;
  if (typeof parsed !== 'object' || parsed === null || !('RemoteException' in parsed)) return undefined;
  const inner = parsed.RemoteException;
  if (typeof inner !== 'object' || inner === null || !('exception' in inner) || !('message' in inner)) return undefined;
  return { exception: String(inner.exception), message: String(inner.message) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
