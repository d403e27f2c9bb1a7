import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import type { Reporter, TestModule, Vitest } from 'vitest/node';
import type { FileTime } from './slowest.ts';

/** Seconds from a file's first import to its last hook, which vitest's own JSON report leaves out. */
function secondsOf(file: TestModule): number {
  const { collectDuration, duration, environmentSetupDuration, prepareDuration, setupDuration } = file.diagnostic();
  return (collectDuration + duration + environmentSetupDuration + prepareDuration + setupDuration) / 1000;
}

/** A reporter of vitest: writes how long each test file took, as JSON, into the file that PIPELINE_TEST_TIMES names. */
export default class FileTimes implements Reporter {
  #root = '';

  onInit({ config }: Vitest): void {
    this.#root = config.root;
  }

  onTestRunEnd(files: readonly TestModule[]): void {
    const { PIPELINE_TEST_TIMES: report } = process.env;
    if (report === undefined) return;
    const times = files.map(
      (file): FileTime => ({ file: relative(this.#root, file.moduleId), seconds: secondsOf(file) }),
    );
    mkdirSync(dirname(report), { recursive: true });
    writeFileSync(report, JSON.stringify(times));
  }
}
