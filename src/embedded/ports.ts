import { createServer } from 'node:net';
import { ClusterError } from '../base/errors.ts';

/** Tells whether nothing listens on a port of 127.0.0.1. */
export type IsFree = (port: number) => Promise<boolean>;

export const isFree: IsFree = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });

// Below the range that systems hand out for outgoing connections, so that none slips in between choice and use.
const range = { from: 20_000, to: 32_000 };
const attempts = 200;

/**
 * A port for each name: the one it had before, else its usual one, else any free one. `taken` are ports of ours that
 * already run and stay.
 */
export async function choosePorts(
  usual: Readonly<Record<string, number | undefined>>,
  before: Readonly<Record<string, number>>,
  taken: ReadonlySet<number>,
  free: IsFree = isFree,
  random: () => number = Math.random,
): Promise<Record<string, number>> {
  const used = new Set(taken);
  const chosen: Record<string, number> = {};
  const take = async (port: number | undefined) => port !== undefined && !used.has(port) && (await free(port));
  for (const [name, port] of Object.entries(usual)) {
    const candidates = [before[name], port];
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      candidates.push(range.from + Math.floor(random() * (range.to - range.from)));
    }
    for (const candidate of candidates) {
      if (candidate === undefined || !(await take(candidate))) continue;
      chosen[name] = candidate;
      used.add(candidate);
      break;
    }
    if (chosen[name] === undefined) {
      throw new ClusterError(`No free port was found for ${name}`, {
        where: '127.0.0.1',
        hint: `Free ${port === undefined ? 'some' : `port ${port}, or some`} between ${range.from} and ${range.to}.`,
      });
    }
  }
  return chosen;
}
