// The floors of src/, lowest first: a room imports only rooms that stand before it. Rooms of one line do not import each other.
const floors = [
  ['base'],
  ['language'],
  ['target'],
  ['processes'],
  ['clients'],
  ['store'],
  ['formats'],
  ['encodings'],
  ['infer'],
  ['jobs'],
  ['verify'],
  ['recommender', 'streams'],
  ['alerts', 'statistics'],
  ['notify'],
  ['components'],
  ['pipeline'],
  ['embedded', 'compose'],
  ['acceptance'],
  ['ui'],
  ['page'],
  ['verbs'],
];

/** What starts the tool stands above all floors. */
const entry = '^src/(cli\\.ts|(complete|pipeline|launch)\\.mjs)$';

const within = (rooms) => `^src/(${rooms.join('|')})/`;

const up = floors.flatMap((rooms, floor) =>
  rooms.map((room) => {
    const notBelow = floors
      .slice(floor)
      .flat()
      .filter((other) => other !== room);
    return {
      name: `up-from-${room}`,
      comment: `src/${room} imports only the rooms below it (.dependency-cruiser.mjs lists the floors).`,
      severity: 'error',
      from: { path: within([room]) },
      to: { path: [...(notBelow.length === 0 ? [] : [within(notBelow)]), entry] },
    };
  }),
);

/** The rooms of the recommender, lowest first: a stage imports only those before it, so that nothing calls back up. */
const stages = [
  'log',
  'ingest',
  'model',
  'ranking',
  'group',
  'publish',
  'state',
  'http',
  'audit',
  'evaluate',
  'instance',
];

const backwards = stages.slice(0, -1).map((stage, at) => ({
  name: `recommender-up-from-${stage}`,
  comment: `src/recommender/${stage} imports only the rooms before it (.dependency-cruiser.mjs lists the stages).`,
  severity: 'error',
  from: { path: `^src/recommender/${stage}/` },
  to: { path: `^src/recommender/(${stages.slice(at + 1).join('|')})/` },
}));

const known = [within(floors.flat()), entry];

export default {
  forbidden: [
    ...up,
    ...backwards,
    {
      name: 'room-without-a-floor',
      comment: 'A new room of src/ is entered in the floors of .dependency-cruiser.mjs.',
      severity: 'error',
      from: { path: '^src/', pathNot: known },
      to: {},
    },
    {
      name: 'into-a-room-without-a-floor',
      comment: 'A new room of src/ is entered in the floors of .dependency-cruiser.mjs.',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: known },
    },
    {
      name: 'circle',
      comment: 'Files that import each other in a circle can only be read together; types count.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'one-component-in-another',
      comment: 'What two components share stands in src/components/ itself or below.',
      severity: 'error',
      from: { path: '^src/components/([^/]+)/' },
      to: { path: '^src/components/[^/]+/', pathNot: '^src/components/$1/' },
    },
    {
      name: 'recommender-room-without-a-stage',
      comment: 'A new room of src/recommender/ is entered in the stages of .dependency-cruiser.mjs.',
      severity: 'error',
      from: { path: '^src/recommender/[^/]+/', pathNot: `^src/recommender/(${stages.join('|')})/` },
      to: {},
    },
    {
      name: 'not-found',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // The browser's part: swc is not asked to read JSX. test/house/rules.test.ts holds what it may import.
    exclude: { path: '^src/page/app/' },
    // TypeScript 7 has no API for other tools: swc reads the imports, type imports included.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
