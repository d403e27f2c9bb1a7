import { styleText } from 'node:util';
import type { Output } from '../context.ts';

type Colour = 'red' | 'green' | 'yellow' | 'cyan' | 'dim' | 'bold';
export type Paint = Readonly<Record<Colour, (text: string) => string>>;

/** The only place that knows colours: functions that colour text when `output` may show it. */
export function paint(output: Pick<Output, 'colour'>): Paint {
  const colour = (name: Colour) => (text: string) =>
    output.colour ? styleText(name, text, { validateStream: false }) : text;
  return {
    red: colour('red'),
    green: colour('green'),
    yellow: colour('yellow'),
    cyan: colour('cyan'),
    dim: colour('dim'),
    bold: colour('bold'),
  };
}
