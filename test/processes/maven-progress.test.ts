import { expect, test } from 'vitest';
import { MavenProgress } from '../../src/processes/maven-progress.ts';

test('what Maven did is counted out of its lines, and the line moves while it says nothing', () => {
  const progress = new MavenProgress();
  expect(progress.text(0, 1_000)).toBe('Maven: starting; 0 files fetched (0.0 MB), 0 jars in place, 1 s …');
  for (const line of [
    '[INFO] --- compiler:3.13.0:compile (default-compile) @ connectors ---',
    'Downloading from central: https://repo.example/a/1/a-1.jar',
    'Downloaded from central: https://repo.example/a/1/a-1.jar (1.5 MB at 3.0 MB/s)',
    'Downloaded from central: https://repo.example/a/1/a-1.pom (500 kB at 1.0 MB/s)',
    'Downloaded from central: https://repo.example/b/1/b-1.pom (512 B at 2.1 kB/s)',
    '[INFO] Compiling 93 source files with javac [debug release 17] to target/classes',
  ]) {
    progress.read(line);
  }
  const text = 'Maven: compile of connectors; 3 files fetched (2.0 MB), 7 jars in place';
  expect(progress.text(7, 12_400)).toBe(`${text}, 12 s …`);
  expect(progress.text(7, 17_600)).toBe(`${text}, 18 s …`);
});
