// What a shell waits for at each press of TAB, started with `--` and the words after `pipeline` up to the cursor. Plain
// JavaScript, because Node's reader of TypeScript takes longer to load than all the rest; what it has read once comes
// out of the compile cache.
import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
enableCompileCache?.(join(root, 'node_modules', '.cache', 'pipeline'));
const [folder, extension] = existsSync(join(root, 'src', 'cli.ts')) ? ['src', 'ts'] : ['dist', 'js'];
const load = (path) => import(pathToFileURL(join(root, folder, `verbs/completion/${path}.${extension}`)).href);

const [mode, ...words] = process.argv.slice(2);
if (mode === '--refresh') {
  // Started by the other, which does not wait.
  await (await load('refresh')).refreshIn(process, words[0] ?? '');
  process.exit();
}
const { complete, detachedRefresh } = await load('complete');
const where = { directory: process.cwd(), environment: process.env };
const refresh = detachedRefresh(fileURLToPath(import.meta.url), where);
// What goes wrong here must not disturb the line that somebody types.
process.stdout.write(await complete(words, where, Date.now(), refresh).catch(() => ''));
