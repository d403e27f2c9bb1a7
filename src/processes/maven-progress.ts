/** What Maven has done so far, out of the lines it prints. */
export class MavenProgress {
  #files = 0;
  #bytes = 0;
  #step = 'starting';

  read(line: string): void {
    const [, amount, unit] = /Downloaded from \S+ \S+ \((?:(\d+(?:\.\d+)?) (B|kB|MB|GB)\b)?/.exec(line) ?? [];
    if (line.includes('Downloaded from')) this.#files += 1;
    if (amount !== undefined) this.#bytes += Number(amount) * (units[unit ?? ''] ?? 0);
    const [, goal, module] = /^\[INFO\] --- [\w-]+:[\w.-]+:([\w-]+) .*@ (\S+) ---/.exec(line) ?? [];
    if (goal !== undefined) this.#step = `${goal} of ${module}`;
  }

  /** One line; `jars` are those in place, `elapsed` is in milliseconds. */
  text(jars: number, elapsed: number): string {
    const fetched = `${this.#files} files fetched (${(this.#bytes / 1e6).toFixed(1)} MB)`;
    return `Maven: ${this.#step}; ${fetched}, ${jars} jars in place, ${Math.round(elapsed / 1_000)} s …`;
  }
}

const units: Readonly<Record<string, number>> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9 };
