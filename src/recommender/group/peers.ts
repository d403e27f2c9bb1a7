import { type ItemRows, MOST_ITEMS, packAsk, type RowsAsk, unpackRows } from './rows-format.ts';

const PATIENCE = 3_000;
const LARGEST = 64 * 1024 * 1024;

/** What was asked of others and what they gave. */
export interface Fetched {
  readonly rows: ReadonlyMap<number, ItemRows>;
  /** Instances that did not answer, and why. */
  readonly failures: readonly { readonly address: string; readonly reason: string }[];
}

/**
 * Rows of items whose shards other instances hold, one request per instance and round. What one does not give, because
 * it does not answer, is of another configuration or does not hold it (any more), is missing from the result.
 */
export async function fetchRows(
  ask: Omit<RowsAsk, 'items'>,
  wanted: ReadonlyMap<string, readonly number[]>,
): Promise<Fetched> {
  const rows = new Map<number, ItemRows>();
  const failures: { address: string; reason: string }[] = [];
  await Promise.all(
    [...wanted].map(async ([address, items]) => {
      try {
        let missing = [...items];
        while (missing.length > 0) {
          const got = await post(address, { ...ask, items: missing.slice(0, MOST_ITEMS) });
          for (const one of got) rows.set(one.item, one);
          const left = missing.filter((item) => !rows.has(item));
          if (got.length === 0 || left.length === missing.length) break;
          missing = left;
        }
      } catch (error) {
        failures.push({ address, reason: error instanceof Error ? error.message : String(error) });
      }
    }),
  );
  return { rows, failures };
}

async function post(address: string, ask: RowsAsk): Promise<ItemRows[]> {
  const response = await fetch(`http://${address}/rows`, {
    method: 'POST',
    body: new Uint8Array(packAsk(ask)),
    headers: { 'content-type': 'application/octet-stream' },
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!response.ok) throw new Error(`it answers ${response.status}: ${(await response.text()).slice(0, 200).trim()}`);
  if (Number(response.headers.get('content-length')) > LARGEST) throw new Error('its answer is too large');
  return unpackRows(Buffer.from(await response.arrayBuffer()));
}
