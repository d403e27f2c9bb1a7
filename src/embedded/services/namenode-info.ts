import { validator } from '../../language/validator.ts';
import { get } from '../probe.ts';
import type { Site } from '../service.ts';

interface NameNodeInfo {
  readonly Safemode: string;
  /** A JSON object by DataNode, as text. */
  readonly LiveNodes: string;
}

const nameNodeCheck = validator<{ beans: [NameNodeInfo] }>({
  type: 'object',
  required: ['beans'],
  properties: {
    beans: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['Safemode', 'LiveNodes'],
        properties: { Safemode: { type: 'string' }, LiveNodes: { type: 'string' } },
      },
    },
  },
});

/** What the NameNode says of itself; undefined while it does not answer. */
export async function nameNodeInfo(site: Site): Promise<NameNodeInfo | undefined> {
  const query = 'qry=Hadoop:service=NameNode,name=NameNodeInfo';
  const answer = await get(`http://127.0.0.1:${site.port('webhdfs')}/jmx?${query}`);
  const body: unknown = await answer?.json();
  const isNameNodeInfo = nameNodeCheck();
  return isNameNodeInfo(body) ? body.beans[0] : undefined;
}
