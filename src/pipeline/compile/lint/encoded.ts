import type { Diagnostic } from '../../../base/errors.ts';
import type { EngineInput } from '../../../components/engine.ts';
import { mistake } from '../../../language/diagnostic.ts';
import type { TopicDeclaration } from '../../../language/model.ts';

type Topics = ReadonlyMap<string, TopicDeclaration | undefined>;

const encoded = (topics: Topics) =>
  [...topics].flatMap(([name, topic]) => (topic?.format === undefined ? [] : [{ name, format: topic.format }]));

/** Engines read topics, and write them, as plain JSON; files of sinks are typed already. */
export function lintEncodedJob({ declaration, topics }: EngineInput): readonly Diagnostic[] {
  const { engine, map, pointer } = declaration;
  const place = { map, pointer: [...pointer, 'from'] };
  const hint = 'store the topic by a sink and let the job read that: `from: sinks.NAME`';
  return encoded(topics).map(({ name, format }) =>
    mistake('plain-json', place, `\`${name}\` holds ${format}, and ${engine} knows plain JSON in topics`, { hint }),
  );
}
