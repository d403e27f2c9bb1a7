import type { Client } from 'pg';
import { InterruptedError } from '../../base/errors.ts';
import { postgresError } from './errors.ts';

/** Where a database is and as whom it is spoken to. */
export interface PostgresAccess {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  /** As the parameter `sslmode` of libpq and of the JDBC driver has it; no TLS when absent. */
  readonly ssl?: 'require' | 'verify-full';
}

/** One row, each value as PostgreSQL writes it; null for NULL. */
export type TextRow = readonly (string | null)[];

/** Milliseconds in which a server must take a connection. */
const PATIENCE = 10_000;

/** As PostgreSQL writes them, in UTC: what a driver makes of numbers and times could hide a difference. */
const asText = { getTypeParser: () => (value: string | Buffer) => String(value) };

/** One connection to one database. Everything it reads is text. */
export class Postgres {
  readonly #client: Client;
  readonly #where: string;

  private constructor(client: Client, where: string) {
    this.#client = client;
    this.#where = where;
  }

  /**
   * Connects. @throws UnreachableError when nothing answers, ServiceError when the server refuses, InterruptedError
   * when `signal` was aborted.
   */
  static async connect(access: PostgresAccess, signal?: AbortSignal): Promise<Postgres> {
    const { Client: PgClient } = (await import('pg')).default;
    const { host, port, database, user, password, ssl } = access;
    const client = new PgClient({
      ...{ host, port, database, user, password, types: asText },
      connectionTimeoutMillis: PATIENCE,
      application_name: 'pipeline',
      options: '-c TimeZone=UTC -c DateStyle=ISO -c extra_float_digits=1 -c default_transaction_read_only=off',
      ...(ssl !== undefined && { ssl: { rejectUnauthorized: ssl === 'verify-full' } }),
    });
    const where = `PostgreSQL at ${host}:${port}/${database}`;
    // A connection that breaks while nobody asks shows at the next question.
    client.on('error', () => undefined);
    try {
      await client.connect();
    } catch (error) {
      await client.end().catch(() => undefined);
      throw postgresError(error, where);
    }
    signal?.addEventListener('abort', () => void client.end().catch(() => undefined), { once: true });
    if (signal?.aborted) throw new InterruptedError('Interrupted', { where });
    return new Postgres(client, where);
  }

  /** The rows that a statement returns. @throws ServiceError, UnreachableError. */
  async rows(statement: string, values: readonly (string | number | null)[] = []): Promise<readonly TextRow[]> {
    try {
      const { rows } = await this.#client.query<string[]>({ text: statement, values: [...values], rowMode: 'array' });
      return rows;
    } catch (error) {
      throw postgresError(error, this.#where);
    }
  }

  /**
   * The rows that one statement returns, which cannot write: a transaction that only reads runs it, and is rolled back.
   * `patience`: milliseconds that it may take. @throws ServiceError, UnreachableError.
   */
  async readOnly(statement: string, patience: number): Promise<readonly TextRow[]> {
    await this.rows('BEGIN TRANSACTION READ ONLY');
    try {
      await this.rows("SELECT set_config('statement_timeout', $1, true)", [String(patience)]);
      // The extended protocol takes one statement: none can end the transaction and begin another.
      const one = { text: statement, rowMode: 'array' as const, queryMode: 'extended' };
      const { rows } = await this.#client.query<string[]>(one);
      return rows;
    } catch (error) {
      throw postgresError(error, this.#where);
    } finally {
      await this.rows('ROLLBACK').catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    await this.#client.end().catch(() => undefined);
  }
}

/** Whether a server takes this connection and answers. */
export async function answers(access: PostgresAccess): Promise<boolean> {
  const postgres = await Postgres.connect(access).catch(() => undefined);
  if (postgres === undefined) return false;
  const rows = await postgres.rows('SELECT 1').catch(() => []);
  await postgres.close();
  return rows.length === 1;
}
