import type { Field } from '../../language/model.ts';

interface Generator {
  /** Words that may stand beside it; `present` always may. */
  readonly beside: readonly string[];
  /** Types of the fields it can fill; absent = all but lists and objects. */
  readonly types?: readonly Field['type'][];
}

const numbers: readonly Field['type'][] = ['integer', 'number'];
/** By the word of each. */
export const generators: Readonly<Record<string, Generator>> = {
  per: { beside: [] },
  by: { beside: [] },
  constant: { beside: [] },
  choice: { beside: [] },
  range: { beside: [], types: numbers },
  sequence: { beside: ['step', 'as'], types: [...numbers, 'string'] },
  ids: { beside: ['zipf', 'as', 'taste'], types: [...numbers, 'string'] },
  template: { beside: [], types: ['string'] },
  text: { beside: ['words'], types: ['string'] },
  pattern: { beside: [], types: ['string'] },
  time: { beside: [], types: ['string', 'integer'] },
  items: { beside: ['length'], types: ['array'] },
  fields: { beside: [], types: ['object', 'map'] },
};
