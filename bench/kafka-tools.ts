import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Context } from '../src/base/context.ts';
import { findJdk } from '../src/processes/java.ts';
import { jarsFolder } from '../src/target/checkout.ts';

/** Kafka's own measuring tools, as yardsticks beside our figures. */
export interface Yardstick {
  readonly context: Context;
  readonly bootstrapServers: string;
  readonly topic: string;
  readonly records: number;
}

/** Records per second of Kafka's producer tool, which sends made lines in transactions of one second, lz4. */
export async function producerTool(yardstick: Yardstick, lines: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'pipeline-bench-'));
  try {
    const payload = join(folder, 'lines');
    writeFileSync(payload, lines.join('\n'));
    const printed = await tool('ProducerPerformance', yardstick, [
      ...['--throughput', '-1', '--payload-file', payload, '--transaction-duration-ms', '1000'],
      ...['--command-property', 'compression.type=lz4', 'batch.size=262144', 'linger.ms=20', 'buffer.memory=67108864'],
    ]);
    return Number(/.*?([\d.]+) records\/sec/s.exec(printed.split('\n').at(-1) ?? '')?.[1]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Records per second of Kafka's consumer tool, which reads committed records and drops them; joining left out. */
export async function consumerTool(yardstick: Yardstick): Promise<number> {
  const printed = await tool('ConsumerPerformance', yardstick, [
    ...['--hide-header', '--command-property', 'isolation.level=read_committed', '--fetch-size', '4194304'],
  ]);
  return Number(printed.split('\n').at(-1)?.split(', ').at(-1));
}

async function tool(name: string, { context, ...about }: Yardstick, more: readonly string[]): Promise<string> {
  const { java } = await findJdk(context.environment);
  const { stdout } = await execa(
    java,
    [
      ...['-Xmx512m', '-cp', join(jarsFolder, 'kafka', '*'), `org.apache.kafka.tools.${name}`],
      ...['--bootstrap-server', about.bootstrapServers, '--topic', about.topic, '--num-records', String(about.records)],
      ...more,
    ],
    { cancelSignal: context.signal, stderr: 'ignore' },
  );
  return stdout.trimEnd();
}
