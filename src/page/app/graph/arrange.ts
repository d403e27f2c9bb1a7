import { Graph, layout } from '@dagrejs/dagre';
import { type Line, lineBetween, type Point } from './line.ts';
import { type Edge, edgeId, type Node } from './lineage.ts';

const SIZE = { width: 232, height: 62 } as const;

/** Where nodes (their middles) are, and how edges go, in pixels. */
export interface Arranged {
  readonly width: number;
  readonly height: number;
  readonly nodes: ReadonlyMap<string, Point>;
  readonly lines: ReadonlyMap<string, Line>;
}

/** From left to right, as records go. */
export function arrange(nodes: readonly Node[], edges: readonly Edge[]): Arranged {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 18, ranksep: 96, marginx: 4, marginy: 4 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) graph.setNode(id, { ...SIZE });
  for (const { from, to } of edges) graph.setEdge(from, to);
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width,
    height,
    nodes: new Map(nodes.map(({ id }) => [id, graph.node(id)])),
    lines: new Map(
      edges.map((edge) => {
        const { from, to } = edge;
        return [edgeId(edge), lineBetween(graph.node(from), graph.node(to), SIZE.width, graph.edge(from, to).points)];
      }),
    ),
  };
}
