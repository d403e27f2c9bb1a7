import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { execa } from 'execa';
import { checkout } from '../../src/target/checkout.ts';
import { type Piece, terminalSvg } from './svg.ts';

/**
 * `npm run picture`: carries the README's first pipeline out on an embedded cluster of its own, on a pseudo-terminal,
 * and writes what that shows as docs/picture/shop.svg.
 */
const shown = [
  ['apply', 'shop.yaml'],
  ['verify', 'shop.yaml', '--deep', '--wait', '60s'],
  ['apply', 'shop.yaml'],
];
const columns = 100;

const folder = mkdtempSync(join(tmpdir(), 'shop-'));
const command = [join(checkout, 'src', 'pipeline.mjs')];
const quiet = /^(CI|NO_COLOR|FORCE_COLOR)$/;
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !quiet.test(name))),
  PIPELINE_HOME: join(folder, 'home'),
  PIPELINE_ANY_PORTS: '1',
};

/** The pipeline as the README has it. */
function readmePipeline(): string {
  const text = readFileSync(join(checkout, 'README.md'), 'utf8');
  const yaml = /```yaml\n# shop\.yaml\n([^`]+)```/.exec(text)?.[1];
  if (yaml === undefined) throw new Error('README.md shows no shop.yaml');
  return yaml;
}

const terminal = new xterm.Terminal({ cols: columns, rows: 200, allowProposedApi: true, convertEol: false });
const write = (text: string) => new Promise<void>((resolve) => terminal.write(text, resolve));

/** One command as a person types and sees it; whatever it asks is answered with yes. */
async function show(args: readonly string[]): Promise<void> {
  await write(`\x1b[1;32m$\x1b[0m \x1b[1mpipeline ${args.join(' ')}\x1b[0m\r\n`);
  const pty = spawn(process.execPath, [...command, ...args], { cols: columns, rows: 60, cwd: folder, env });
  let asked = '';
  pty.onData((text) => {
    terminal.write(text);
    asked = (asked + text).slice(-200);
    if (!/\[y\/N\]\s*$/i.test(asked)) return;
    asked = '';
    pty.write('y\r');
  });
  const code = await new Promise<number>((resolve) => pty.onExit(({ exitCode }) => resolve(exitCode)));
  if (code !== 0) throw new Error(`pipeline ${args.join(' ')} exits with ${code}`);
  await write('\r\n');
}

/** What the terminal shows now, without the empty lines at its end. */
function screen(): Piece[][] {
  const buffer = terminal.buffer.active;
  const lines = Array.from({ length: buffer.length }, (_, row) => {
    const line = buffer.getLine(row);
    const pieces: Piece[] = [];
    for (let column = 0; column < columns; column += 1) {
      const cell = line?.getCell(column);
      if (cell === undefined) break;
      const text = cell.getChars() || ' ';
      const style = {
        colour: cell.isFgPalette() ? cell.getFgColor() : undefined,
        bold: cell.isBold() !== 0,
        dim: cell.isDim() !== 0,
      };
      const last = pieces.at(-1);
      if (last?.colour === style.colour && last?.bold === style.bold && last?.dim === style.dim) {
        pieces.splice(-1, 1, { ...style, text: last.text + text });
      } else pieces.push({ ...style, text });
    }
    return pieces;
  });
  const isEmpty = (pieces: readonly Piece[]) => pieces.every(({ text }) => text.trim() === '');
  return lines.slice(0, lines.findLastIndex((pieces) => !isEmpty(pieces)) + 1);
}

const pipeline = (...args: readonly string[]) =>
  execa(process.execPath, [...command, ...args], { cwd: folder, env, stdout: 'inherit', stderr: 'inherit' });

writeFileSync(join(folder, 'shop.yaml'), readmePipeline());
try {
  await pipeline('up', 'shop.yaml');
  for (const args of shown) await show(args);
  writeFileSync(join(import.meta.dirname, 'shop.svg'), terminalSvg('pipeline apply and verify', screen(), columns));
} finally {
  await pipeline('down', '--data', '--yes');
  rmSync(folder, { recursive: true, force: true });
}
