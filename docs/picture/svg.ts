/** A piece of a terminal's line in one colour. */
export interface Piece {
  readonly text: string;
  /** One of the terminal's first 16 colours; the usual one when absent. */
  readonly colour?: number | undefined;
  readonly bold: boolean;
  readonly dim: boolean;
}

const width = 8.4;
const height = 19;
const margin = 20;
const bar = 34;
const background = '#16181d';
const usual = '#d8dee9';
const colours = [
  ...['#4c566a', '#e06c75', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', usual],
  ...['#6b7280', '#ef8e95', '#b5d89a', '#f0d399', '#8cc5f5', '#d8a0e8', '#7fd0da', '#ffffff'],
];
const lights = ['#e06c75', '#e5c07b', '#98c379'];

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Columns are told one by one, so that any font of the reader's keeps tables straight. */
function drawn({ text, colour, bold, dim }: Piece, column: number): string {
  const begin = text.length - text.trimStart().length;
  const shown = text.trim();
  if (shown === '') return '';
  const style = `${bold ? ' font-weight="700"' : ''}${dim ? ' opacity="0.6"' : ''}`;
  const x = (margin + (column + begin) * width).toFixed(1);
  const length = ([...shown].length * width).toFixed(1);
  const fill = (colour === undefined ? undefined : colours[colour]) ?? usual;
  return `<tspan x="${x}" textLength="${length}" fill="${fill}"${style}>${escaped(shown)}</tspan>`;
}

/** The picture of a terminal of `columns` columns that shows `lines`, as the text of an SVG file. */
export function terminalSvg(title: string, lines: readonly (readonly Piece[])[], columns: number): string {
  const [wide, high] = [margin * 2 + columns * width, bar + margin * 2 + lines.length * height].map(Math.ceil);
  const texts = lines.map((pieces, row) => {
    let column = 0;
    const spans = pieces.map((piece) => {
      const span = drawn(piece, column);
      column += [...piece.text].length;
      return span;
    });
    return `<text y="${bar + margin + (row + 0.75) * height}">${spans.join('')}</text>`;
  });
  const font =
    'font-family="ui-monospace, \'SF Mono\', Menlo, Consolas, \'DejaVu Sans Mono\', monospace" font-size="14"';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${high}" width="${wide}" height="${high}" role="img" ${font}>`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" rx="10" fill="${background}"/>`,
    ...lights.map((fill, at) => `<circle cx="${margin + 4 + at * 20}" cy="22" r="6" fill="${fill}"/>`),
    '<g xml:space="preserve">',
    ...texts,
    '</g>',
    '</svg>\n',
  ].join('\n');
}
