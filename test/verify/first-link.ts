import type { Link } from '../../src/verify/link.ts';

/** The link that opens a chain at offset 0. */
export const firstLink: Link = {
  seq: 1,
  kind: 'open',
  writer: 'w',
  attempt: 1,
  time: '2026-01-01T00:00:00Z',
  from: 0,
  to: 0,
  records: 0,
  files: [],
  deadLettered: [],
  tombstones: 0,
  lost: [],
  retired: [],
};
