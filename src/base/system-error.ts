import { getSystemErrorMap } from 'node:util';
import { type PipelineError, ServiceError, UnreachableError } from './errors.ts';

/** The operating system refused something: a file, a folder, a process, an address. */
class SystemError extends ServiceError {
  override readonly code = 'system';
}

interface Refusal extends Error {
  readonly code: string;
  readonly errno?: number;
  readonly syscall?: string;
  readonly path?: string;
  readonly address?: string;
  readonly port?: number;
}

interface Words {
  readonly message: string;
  readonly hint: string;
}

const room = 'Make room (`df -h` shows where it is short), then run the same command again.';
const files = 'Close what holds files open, or raise the limit (`ulimit -n 4096`), then run the same command again.';
const rights = 'Give your user the right to it (`ls -l` shows whose it is), or name another place.';
const service = 'Look whether it runs (`pipeline ps`), and whether its address is right.';
const network = 'Look at the network of this machine, and at the address.';
const certificate = 'Name the authority that signed it in config/clusters, or give the service another certificate.';

const words: Readonly<Record<string, Words>> = {
  EACCES: { message: 'Permission denied', hint: rights },
  EPERM: { message: 'Permission denied', hint: rights },
  ENOENT: { message: 'There is no such file or folder', hint: 'Look at the path; a link may lead to what is gone.' },
  EISDIR: { message: 'This is a folder, where a file is wanted', hint: 'Name a file, or rename the folder.' },
  ERR_FS_EISDIR: { message: 'This is a folder with files in it', hint: '-r removes it with all below.' },
  ENOTDIR: { message: 'A part of the path is a file, not a folder', hint: 'Look at the path.' },
  EEXIST: { message: 'This exists already', hint: 'Name another place, or remove it.' },
  ENOTEMPTY: { message: 'The folder is not empty', hint: 'Look at what is in it, and remove it.' },
  ELOOP: { message: 'The links lead in a circle', hint: 'Remove one of them.' },
  ENAMETOOLONG: { message: 'The name is too long for the file system', hint: 'Take a shorter one.' },
  EROFS: { message: 'The file system can only be read', hint: 'Name a place on another one.' },
  ENOSPC: { message: 'The disk is full', hint: room },
  EDQUOT: { message: 'Your quota of the disk is used up', hint: room },
  EFBIG: { message: 'The file would be larger than allowed', hint: 'Raise the limit (`ulimit -f`), or write less.' },
  EMFILE: { message: 'Too many files are open in this process', hint: files },
  ENFILE: { message: 'Too many files are open on this machine', hint: files },
  EBUSY: { message: 'Something else is using it', hint: 'End that, then run the same command again.' },
  EIO: { message: 'The disk does not work as it should', hint: "Look at the machine's log (`dmesg`)." },
  ENOMEM: { message: 'The machine has no memory left', hint: 'End what needs much of it.' },
  EAGAIN: { message: 'The machine has no room for another process', hint: 'End some, or raise `ulimit -u`.' },
  EPIPE: { message: 'The other side stopped reading', hint: 'Look at the command or service behind it.' },
};

const networkWords: Readonly<Record<string, Words>> = {
  ECONNREFUSED: { message: 'Nothing listens there', hint: service },
  ECONNRESET: { message: 'The other side broke the connection off', hint: service },
  ETIMEDOUT: { message: 'There is no answer', hint: network },
  EHOSTUNREACH: { message: 'There is no way to this host', hint: network },
  ENETUNREACH: { message: 'There is no way to this network', hint: network },
  ENOTFOUND: { message: 'There is no host of this name', hint: network },
  EAI_AGAIN: { message: 'Names of hosts cannot be looked up now', hint: network },
  EADDRINUSE: { message: 'Another process listens there already', hint: 'End it, or take another port.' },
  EADDRNOTAVAIL: { message: 'This machine has no such address', hint: 'Take one that it has, such as 127.0.0.1.' },
  DEPTH_ZERO_SELF_SIGNED_CERT: { message: 'Its certificate is signed by itself', hint: certificate },
  SELF_SIGNED_CERT_IN_CHAIN: { message: 'Its certificate is signed by an unknown authority', hint: certificate },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { message: 'Its certificate is signed by an unknown authority', hint: certificate },
  CERT_HAS_EXPIRED: { message: 'Its certificate has expired', hint: certificate },
  ERR_TLS_CERT_ALTNAME_INVALID: { message: 'Its certificate is for another host', hint: certificate },
};

const systemCodes: ReadonlySet<string> = new Set([...getSystemErrorMap().values()].map(([code]) => code));

function isRefusal(error: unknown): error is Refusal {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false;
  return error.code in words || error.code in networkWords || systemCodes.has(error.code);
}

/** The system's own error that `error` is, or that others are wrapped around. */
function refusalIn(error: unknown): Refusal | undefined {
  if (isRefusal(error)) return error;
  if (error instanceof AggregateError) return error.errors.map(refusalIn).find((inner) => inner !== undefined);
  return error instanceof Error && error.cause !== undefined ? refusalIn(error.cause) : undefined;
}

/**
 * Whether `error` says that there is nothing at a path. Whatever else keeps a file from being read is no absence of it.
 */
export function isMissing(error: unknown): boolean {
  return isRefusal(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

/**
 * An error of the outside world as one of ours: what happened, to which path or address, and the way out. Undefined for
 * everything else, which is a mistake of this tool. `where` is for errors that do not name their path, as those of
 * reads and writes.
 */
export function systemError(error: unknown, where?: string): PipelineError | undefined {
  const refusal = refusalIn(error);
  if (refusal === undefined) return undefined;
  const { code, syscall = '', path, address, port } = refusal;
  const place = where ?? path ?? address;
  const details = {
    ...(place && { where: where !== undefined || port === undefined ? place : `${place}:${port}` }),
    cause: error,
  };
  if (syscall.startsWith('spawn') && code === 'ENOENT') {
    return new SystemError('There is no such program', { ...details, hint: 'Install it, or put it on the PATH.' });
  }
  const known = networkWords[code];
  if (known !== undefined) return new UnreachableError(known.message, { ...details, hint: known.hint });
  const { message, hint } = words[code] ?? {
    message: `The system refused it: ${refusal.message}`,
    hint: 'Run the same command again; `pipeline doctor` looks at this machine.',
  };
  return new SystemError(message, { ...details, hint });
}
