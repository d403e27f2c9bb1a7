const SEPARATORS = ['\t', '::', ',', ';', '|', ' '];

/** What stands between the columns of a line: the first of the usual separators that occurs in it. */
export const separatorOf = (line: string): string => SEPARATORS.find((one) => line.includes(one)) ?? ',';

/** The cells of a line; a cell in double quotes may hold the separator, and a doubled quote (RFC 4180). */
export function cellsOf(line: string, separator: string): string[] {
  if (!line.includes('"')) return line.split(separator);
  const cells: string[] = [];
  for (let at = 0; at <= line.length; ) {
    const quoted = line[at] === '"';
    let end = at;
    if (quoted) {
      do end = line.indexOf('"', end + 1);
      while (end >= 0 && line[end + 1] === '"' && ++end);
      if (end < 0) end = line.length;
    }
    const next = line.indexOf(separator, end);
    const to = next < 0 ? line.length : next;
    cells.push(quoted ? line.slice(at + 1, end).replaceAll('""', '"') : line.slice(at, to));
    at = to + separator.length;
    if (next < 0) break;
  }
  return cells;
}
