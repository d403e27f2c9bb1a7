import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { sparkSettings } from '../../../src/components/spark/run/settings.ts';
import { findSparkSubmit, submitArguments, submitEnvironment } from '../../../src/components/spark/run/submit.ts';
import { homeOf } from '../../../src/target/home.ts';
import { cluster } from '../../language/reading.ts';

const work = { every: 1000, resources: { cores: 2, memory: 2 ** 30, executors: 1 } };
const folder = mkdtempSync(join(tmpdir(), 'pipeline-spark-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a driver whose executors are of YARN', () => {
  test('needs a Spark of the machine, and says which', () => {
    expect(() => findSparkSubmit({ environment: { PATH: folder } })).toThrow('need a Spark 4.0 of this machine');
    expect(() => findSparkSubmit({ environment: { SPARK_HOME: folder } })).toThrow(
      `SPARK_HOME has no bin/spark-submit: ${folder}`,
    );
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin', 'spark-submit'), '');
    expect(findSparkSubmit({ environment: { SPARK_HOME: folder } })).toBe(join(folder, 'bin', 'spark-submit'));
  });

  test("sends Spark's jars to YARN, but not to nodes that are this machine", () => {
    expect(submitArguments(work, 'r.json', []).join(' ')).not.toContain('spark.yarn.jars');
    expect(submitArguments(work, 'r.json', [], '/opt/spark')).toContain('spark.yarn.jars=local:/opt/spark/jars/*');
  });

  test('is refused where the cluster has no YARN', () => {
    expect(() => submitEnvironment(cluster)).toThrow(`Cluster ${cluster.name} has no YARN`);
    const yarn = { resourceManager: 'manager.invalid:8050', web: 'http://manager.invalid' };
    expect(submitEnvironment({ ...cluster, yarn })).toMatchObject({
      NAMENODE_HOST: 'hdfs.invalid',
      NAMENODE_PORT: '8020',
      RESOURCEMANAGER_HOST: 'manager.invalid',
      RESOURCEMANAGER_PORT: '8050',
    });
  });

  test('asks for a master and an executor that fit beside each other into the 2,048 MB of the embedded node', () => {
    const home = homeOf({ directory: folder, environment: {} });
    const settings = sparkSettings('yarn', work, cluster, home);
    const megabytes = (name: string) => Number.parseInt(settings[name] ?? '', 10);
    const steps = (memory: number) => Math.ceil(memory / 256) * 256;
    const master = steps(megabytes('spark.yarn.am.memory') + megabytes('spark.yarn.am.memoryOverhead'));
    expect(master + steps(megabytes('spark.executor.memory') + 384)).toBeLessThanOrEqual(2048);
  });
});
