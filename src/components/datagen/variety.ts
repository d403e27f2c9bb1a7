import { isRecord, member } from '../../base/values.ts';
import type { ConnectorDeclaration } from '../../language/model.ts';

/** How many values a source gives a field at most, where its declaration says so; undefined where it does not. */
export function variety({ words }: Pick<ConnectorDeclaration, 'words'>, field: string): number | undefined {
  const said = member(words.fields, field);
  const [ids, choice] = [member(said, 'ids'), member(said, 'choice')];
  if (member(said, 'constant') !== undefined) return 1;
  if (Array.isArray(choice)) return choice.length;
  if (isRecord(choice)) return Object.keys(choice).length;
  if (!Array.isArray(ids)) return undefined;
  return Math.max(0, Number(ids[1]) - Number(ids[0]) + 1);
}
