import { expect, test } from 'vitest';
import { eventually } from '../cluster/harness.ts';
import { cluster, condition, declare, expectExactlyOnce, heal, kill, pipeline, remove, size } from './harness.ts';

/** How many records the generator has committed, as Connect's own REST tells. */
async function made(connector: string): Promise<number> {
  const answer = await fetch(`${cluster().addresses.connect}/connectors/${connector}/offsets`);
  const { offsets }: { offsets: { offset: { n: number } }[] } = JSON.parse(await answer.text());
  return Number(offsets[0]?.offset.n ?? 0);
}

const until = (connector: string, count: number) =>
  eventually(
    `${count} records made`,
    async () => {
      const now = await made(connector);
      if (now < count) throw new Error(`${now} so far`);
      return now;
    },
    300,
  );

test.each([
  { name: 'connect', title: 'worker' },
  { name: 'kafka', title: 'broker' },
  { name: 'namenode', title: 'NameNode' },
  { name: 'datanode', title: 'DataNode' },
])('kill -9 of the $title in the middle of a run loses nothing and stores nothing twice', async ({ name }) => {
  const scenario = declare(name, { count: size.records });
  const maker = `${scenario.name}.maker`;
  await pipeline(['apply', scenario.file]);
  for (let time = 1; time <= size.kills; time++) {
    const share = Math.floor((size.records * time) / (size.kills + 2));
    expect(await until(maker, share), 'it is killed in the middle').toBeLessThan(size.records);
    await kill(name);
    // The sink meets the outage: its topic grows while its store is away.
    if (name === 'namenode' || name === 'datanode') await until(maker, share + size.rate * 2);
    await heal();
  }
  await condition(maker, ['finished']);
  await expectExactlyOnce(scenario, size.records);
  await remove(scenario);
});
