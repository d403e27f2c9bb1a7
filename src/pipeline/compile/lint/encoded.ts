import type { Diagnostic } from '../../../base/errors.ts';
import type { EngineInput } from '../../../components/engine.ts';
import type { KindInput } from '../../../components/kind-input.ts';
import { kinds } from '../../../components/kinds.ts';
import { mistake } from '../../../language/diagnostic.ts';
import type { TopicDeclaration } from '../../../language/model.ts';

type Topics = ReadonlyMap<string, TopicDeclaration | undefined>;

const encoded = (topics: Topics) =>
  [...topics].flatMap(([name, topic]) => (topic?.format === undefined ? [] : [{ name, format: topic.format }]));

/** A source of ours that writes plain JSON alone; a plug-in has converters. */
export function lintEncodedSource({ declaration, topics }: KindInput): readonly Diagnostic[] {
  const { kind, role, map, pointer } = declaration;
  const { className, encodes } = kinds.named(kind);
  if (role === 'sink' || className === undefined || encodes) return [];
  const place = { map, pointer: [...pointer, 'to'] };
  const hint = 'let it write to a topic without `format:`, or let the producer of this one write it';
  return encoded(topics).map(({ name, format }) =>
    mistake('plain-json', place, `\`${name}\` holds ${format}, and ${kind} writes plain JSON`, { hint }),
  );
}

/** Engines read topics, and write them, as plain JSON; files of sinks are typed already. */
export function lintEncodedJob({ declaration, topics }: EngineInput): readonly Diagnostic[] {
  const { engine, map, pointer } = declaration;
  const place = { map, pointer: [...pointer, 'from'] };
  const hint = 'store the topic by a sink and let the job read that: `from: sinks.NAME`';
  return encoded(topics).map(({ name, format }) =>
    mistake('plain-json', place, `\`${name}\` holds ${format}, and ${engine} knows plain JSON in topics`, { hint }),
  );
}
