import { useSignal, useSignalEffect } from '@preact/signals';
import type { Item, Proven } from '../../wire/overview.ts';
import { hrefOf, toneOf, topicHref, Wide } from '../parts.tsx';
import { verdictOf } from '../proof-line.tsx';
import { count, perSecond } from '../text.ts';
import type { Arranged } from './arrange.ts';
import { type Edge, edgeId, lineage, type Node } from './lineage.ts';

/** A larger graph is no picture any more. */
const MOST = 120;

/** Source → topic → sink or job, with what goes along the arrows. */
export function Graph({ items, proofs }: { items: readonly Item[]; proofs: Readonly<Record<string, Proven>> }) {
  const { nodes, edges } = lineage(items);
  const structure = useSignal('');
  const arranged = useSignal<{ readonly of: string; readonly places: Arranged } | undefined>(undefined);
  structure.value = JSON.stringify([nodes.map(({ id }) => id), edges.map(({ from, to }) => [from, to])]);
  useSignalEffect(() => {
    const of = structure.value;
    if (nodes.length > MOST) return;
    void import('./arrange.ts').then(({ arrange }) => {
      if (structure.peek() === of) arranged.value = { of, places: arrange(nodes, edges) };
    });
  });
  if (nodes.length > MOST) {
    return (
      <p class="quiet">
        {count(nodes.length)} things are too many for a picture: choose a pipeline, or look at{' '}
        <a href="/items">the table</a>.
      </p>
    );
  }
  const places = arranged.value?.of === structure.value ? arranged.value.places : undefined;
  if (places === undefined) return <div class="graph-place" />;
  return (
    <Wide label="How records go: sources, topics, sinks and jobs">
      <div class="graph" style={{ width: `${places.width}px`, height: `${places.height}px` }}>
        <svg width={places.width} height={places.height} aria-hidden="true">
          <defs>
            <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
              <path d="M0 0L8 4L0 8z" />
            </marker>
          </defs>
          {edges.map((edge) => (
            <Arrow key={edgeId(edge)} edge={edge} places={places} />
          ))}
        </svg>
        {nodes.map((node) => (
          <Box key={node.id} node={node} places={places} proof={proofs[node.item?.name ?? '']} />
        ))}
      </div>
    </Wide>
  );
}

function Arrow({ edge, places }: { edge: Edge; places: Arranged }) {
  const line = places.lines.get(edgeId(edge));
  if (line === undefined) return null;
  const { path, middle } = line;
  const { item } = edge;
  const isRead = edge.from.startsWith('topic ');
  const behind =
    isRead && item.lag !== null && item.lag > 0 ? `${item.atMost ? '≤ ' : ''}${count(item.lag)} behind` : '';
  // A job's rate is that of what it takes.
  const rate = item.role === 'job' && !isRead ? null : item.rate;
  const said = behind !== '' ? behind : rate !== null && rate > 0 ? perSecond(rate) : '';
  return (
    <g class={`arrow ${item.healthy ? '' : 'bad'} ${(rate ?? 0) > 0 ? 'moving' : ''}`}>
      <path d={path} marker-end="url(#tip)" />
      <text x={middle.x} y={middle.y - 5} text-anchor="middle">
        {said}
      </text>
    </g>
  );
}

function Box({ node, places, proof }: { node: Node; places: Arranged; proof: Proven | undefined }) {
  const at = places.nodes.get(node.id);
  if (at === undefined) return null;
  const style = { left: `${at.x}px`, top: `${at.y}px` };
  const { item, topic } = node;
  if (item === undefined) {
    return (
      <a class="node topic" style={style} href={topicHref(topic ?? '')} title={topic}>
        <span class="node-name">{topic}</span>
        <span class="node-more">topic</span>
      </a>
    );
  }
  const { running = 0, all = 0 } = item.tasks ?? {};
  const tasks = running === all ? '' : ` · ${running}/${all} tasks`;
  return (
    <a
      class={`node ${proof?.ok === false ? 'bad' : toneOf(item)}`}
      style={style}
      href={hrefOf(item)}
      title={item.words ?? item.name}
    >
      <span class="node-name">{item.name}</span>
      <span class="node-more">
        <b>{item.condition}</b> · {item.what}
        {tasks}
        {proof !== undefined && proof.ok !== null && ` · ${verdictOf(proof).word}`}
      </span>
    </a>
  );
}
