/** What `jdbc:postgresql://host:port/database?parameters` says. */
export interface DatabaseUrl {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  /** `currentSchema`: where tables are made and looked for. */
  readonly schema?: string;
  /** `sslmode`, where it demands TLS. */
  readonly ssl?: 'require' | 'verify-full';
  /** Names of all its parameters. */
  readonly parameters: readonly string[];
}

const FORM = /^jdbc:postgresql:\/\/(\[[^\]/]+\]|[^:/?,]+)(?::(\d+))?\/([^/?]+)(?:\?(.*))?$/;

/** Reads an address as the JDBC driver does; undefined for one that is none of PostgreSQL's, or of several hosts. */
export function parseDatabaseUrl(text: string): DatabaseUrl | undefined {
  const [, host, port = '5432', database, query = ''] = FORM.exec(text) ?? [];
  if (host === undefined || database === undefined) return undefined;
  const parameters = new URLSearchParams(query);
  const schema = parameters.get('currentSchema');
  const ssl = parameters.get('sslmode') ?? (parameters.get('ssl') === 'true' ? 'verify-full' : 'prefer');
  return {
    host: host.replace(/^\[|\]$/g, ''),
    port: Number(port),
    database: decoded(database),
    parameters: [...parameters.keys()],
    ...(schema !== null && { schema }),
    ...(ssl === 'require' && { ssl }),
    ...(/^verify-(ca|full)$/.test(ssl) && { ssl: 'verify-full' as const }),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
