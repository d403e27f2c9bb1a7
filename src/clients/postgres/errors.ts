import { ServiceError, UnreachableError } from '../../base/errors.ts';

/** The SQLSTATE of an error that the server answered with; undefined when nothing answered. */
function sqlStateOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('severity' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

const HINTS: Readonly<Record<string, string>> = {
  '28P01': 'The secret must be the password that the database knows: `pipeline secret set NAME` replaces it.',
  '28000': 'Its pg_hba.conf must let this user in from here.',
  '3D000': 'Create the database, or name another one in `url`.',
  '42501': 'The user of the sink must be allowed to read its tables.',
};

/** An error of the driver as one of ours; its message holds no password. */
export function postgresError(error: unknown, where: string): unknown {
  if (!(error instanceof Error)) return error;
  const state = sqlStateOf(error);
  if (state === undefined || /^(08|57P)/.test(state)) {
    return new UnreachableError(`The database does not answer: ${reasonOf(error)}`, {
      where,
      hint: '`pipeline up --with postgres` starts the embedded one.',
      cause: error,
    });
  }
  const hint = HINTS[state];
  return new ServiceError(`The database refused: ${error.message} (SQLSTATE ${state})`, {
    where,
    cause: error,
    ...(hint !== undefined && { hint }),
  });
}

/** Several addresses that all fail make an error without a message. */
function reasonOf(error: Error): string {
  if (error instanceof AggregateError) return error.errors.map((one) => String(one.message ?? one)).join('; ');
  return error.message || error.name;
}
