import type { Item } from '../../wire/overview.ts';

/** A topic or an item, as the graph knows it. */
export interface Node {
  readonly id: string;
  /** Absent: a topic. */
  readonly item?: Item;
  readonly topic?: string;
}

export interface Edge {
  readonly from: string;
  readonly to: string;
  /** Whose records go along it. */
  readonly item: Item;
}

export const edgeId = ({ from, to }: Pick<Edge, 'from' | 'to'>): string => `${from} → ${to}`;

/** Who writes which topic and who reads it. */
export function lineage(items: readonly Item[]): { readonly nodes: readonly Node[]; readonly edges: readonly Edge[] } {
  const topics = new Set(items.flatMap(({ reads, writes }) => [...reads, ...writes]));
  // Dead letters nobody reads are told about at their sink.
  const isRead = new Set(items.flatMap(({ reads }) => reads));
  const shown = [...topics].filter((topic) => isRead.has(topic) || !topic.endsWith('.dead-letters'));
  const nodes: Node[] = [
    ...items.map((item) => ({ id: `item ${item.name}`, item })),
    ...shown.map((topic) => ({ id: `topic ${topic}`, topic })),
  ];
  const there = new Set(shown);
  const edges = items.flatMap((item) => [
    ...item.reads
      .filter((topic) => there.has(topic))
      .map((topic) => ({ from: `topic ${topic}`, to: `item ${item.name}`, item })),
    ...item.writes
      .filter((topic) => there.has(topic))
      .map((topic) => ({ from: `item ${item.name}`, to: `topic ${topic}`, item })),
  ]);
  return { nodes, edges };
}
