import { Graph, layout } from '@dagrejs/dagre';
import { type Edge, edgeId, type Node } from './lineage.ts';

const SIZE = { width: 216, height: 62 } as const;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where nodes (their middles) and edges are, in pixels. */
export interface Arranged {
  readonly width: number;
  readonly height: number;
  readonly nodes: ReadonlyMap<string, Point>;
  readonly edges: ReadonlyMap<string, readonly Point[]>;
}

/** From left to right, as records go. */
export function arrange(nodes: readonly Node[], edges: readonly Edge[]): Arranged {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 18, ranksep: 112, marginx: 4, marginy: 4 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) graph.setNode(id, { ...SIZE });
  for (const { from, to } of edges) graph.setEdge(from, to);
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width,
    height,
    nodes: new Map(nodes.map(({ id }) => [id, graph.node(id)])),
    edges: new Map(edges.map((edge) => [edgeId(edge), graph.edge(edge.from, edge.to).points])),
  };
}
