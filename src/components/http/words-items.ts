import type { Word, Words } from '../words.ts';

const pointer = { type: 'string', minLength: 1 };

/** How an answer leads to the next page: one of these, and beside it `more` and `max`. */
export const waysOn = ['next', 'link', 'cursor', 'last', 'number', 'offset'] as const;

/** The field that a request's templates take the page from. */
export const fieldOfWay: Readonly<Record<(typeof waysOn)[number], string | undefined>> = {
  next: undefined,
  link: undefined,
  cursor: 'cursor',
  last: 'cursor',
  number: 'page',
  offset: 'offset',
};

const pages: Word = {
  schema: { description: 'How the next page of an answer is found; one of next, link, cursor, last, number, offset.' },
  words: {
    next: {
      schema: { ...pointer, description: "Member or JSON pointer of the answer that holds the next page's address." },
      key: 'pages.next',
    },
    link: {
      schema: { const: true, description: 'The answer\'s Link header names the next page: rel="next".' },
      key: 'pages.link',
    },
    cursor: {
      schema: {
        ...pointer,
        description: 'Member or JSON pointer of the answer that holds what {cursor} then stands for.',
      },
      key: 'pages.cursor',
    },
    last: {
      schema: { ...pointer, description: 'The same, of the last item of the answer.' },
      key: 'pages.last',
    },
    number: {
      schema: { type: 'integer', minimum: 0, description: 'Number of the first page; {page} stands for the number.' },
      key: 'pages.number',
    },
    offset: {
      schema: {
        type: 'integer',
        minimum: 0,
        description: 'Place of the first item; {offset} stands for the place, which grows by the items of each answer.',
      },
      key: 'pages.offset',
    },
    more: {
      schema: {
        ...pointer,
        description: 'Member or JSON pointer of the answer that says whether there is another page.',
      },
      key: 'pages.more',
    },
    max: {
      schema: {
        type: 'integer',
        minimum: 1,
        maximum: 20_000,
        description: 'The most pages that one poll asks for; the next poll goes on there. Default 1000.',
      },
      key: 'pages.max',
    },
  },
};

/** The words of `http:` for answers that hold more than one record. */
export const itemWords: Words = {
  items: {
    schema: {
      ...pointer,
      description:
        'Member or JSON pointer of the list in the answer, of which each item is a record; `/`: the answer is the list.',
    },
    key: 'items',
  },
  format: {
    schema: { enum: ['json', 'ndjson'], description: 'What an answer is; with ndjson each of its lines is an item.' },
    key: 'format',
  },
  since: {
    schema: {
      ...pointer,
      description:
        'Member or JSON pointer of an item: a number or a time that grows. {since} stands for the highest read.',
    },
    key: 'since',
  },
  remember: {
    schema: {
      type: 'integer',
      minimum: 1,
      maximum: 20_000,
      description: 'How many items are known when they come again: the latest so many; default 2000.',
    },
    key: 'remember',
  },
  pages,
};
