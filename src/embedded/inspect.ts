import type { Context } from '../base/context.ts';
import { memoryOf } from '../base/process-identity.ts';
import { instantOf } from '../base/time.ts';
import { isLocked } from '../processes/lock.ts';
import type { Home } from '../target/home.ts';
import { isAlive, type ProcessRecord, readRecord } from '../target/record.ts';
import type { Service, Site } from './service.ts';
import { services } from './services/index.ts';
import { siteOf } from './wanted.ts';

const QUESTIONS = 5;
const PAUSE = 1_000;

export interface ProcessState {
  readonly name: string;
  readonly pid: number;
  readonly port?: number;
  readonly state: 'running' | 'starting' | 'not answering' | 'died';
  /** Resident bytes; absent when it died. */
  readonly memory?: number;
  /** Milliseconds since its start; absent when it died. */
  readonly uptime?: number;
  readonly log: string;
}

/** What is busy may need a second question: only who is silent each time does not answer. */
async function answersInTime(service: Service, site: Site, { clock, signal }: Context): Promise<boolean> {
  for (let asked = 1; ; asked += 1) {
    if (await service.ready(site).catch(() => false)) return true;
    if (asked === QUESTIONS) return false;
    await clock.sleep(PAUSE, signal);
  }
}

/** How every recorded process of the embedded cluster is now; none when it is down. */
export async function inspect(home: Home, context: Context): Promise<ProcessState[]> {
  const record = readRecord(home.record);
  const site = siteOf(home, context, record.ports);
  const order = services.map((service) => service.name);
  const look = async ({ name, pid, port, log, since, ...process }: ProcessRecord): Promise<ProcessState> => {
    const place = { name, pid, ...(port !== undefined && { port }), log };
    const memory = memoryOf(pid);
    if (!isAlive({ name, pid, log, since, ...process }) || memory === undefined) return { ...place, state: 'died' };
    const service = services.find((known) => known.name === name);
    const answers = service === undefined || (await answersInTime(service, site, context));
    if (!answers && !isAlive({ name, pid, log, since, ...process })) return { ...place, state: 'died' };
    const state = answers ? 'running' : isLocked(home.lock) ? 'starting' : 'not answering';
    const began = instantOf(since);
    return { ...place, state, memory, ...(began !== undefined && { uptime: context.clock.now() - began }) };
  };
  const states = await Promise.all(record.processes.map(look));
  return states.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}
