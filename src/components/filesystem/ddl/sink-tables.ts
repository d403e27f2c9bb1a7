import type { ConnectorConfig } from '../../../clients/connect/model.ts';
import { formats } from '../../../formats/formats.ts';
import { fieldPath } from '../../../language/field-path.ts';
import type { EventContract } from '../../../language/model.ts';
import { coordinatesIn } from '../coordinates.ts';
import { namesOfTime } from '../directories.ts';
import { ddlOf } from './ddl.ts';
import { type TableLayout, tablesOf } from './tables.ts';
import { type Dialect, dialects } from './types.ts';

const list = (text: string | undefined): readonly string[] =>
  text === undefined || text === '' ? [] : text.split(',').map((one) => one.trim());

/** What a deployed sink's configuration says of the files of one topic. */
function layoutOf(config: ConnectorConfig, contract: EventContract): TableLayout {
  const names = list(config['partition.names']);
  return {
    typed: formats.find(config.format ?? '')?.typed === true,
    byType: config.layout === 'by-type',
    fields: list(config['partition.fields']).flatMap((written, index) => {
      const found = fieldPath(contract, written);
      const [last = written] = found?.path.slice(-1) ?? [];
      return found === undefined ? [] : [{ field: found.field, name: names[index] ?? last, always: found.always }];
    }),
    timeNames: (config['time.field'] ?? '') === '' ? [] : namesOfTime(config['time.directories']),
    coordinates: coordinatesIn(config),
  };
}

/** SQL that declares the files of a sink's topic as tables of a system. Pure. */
export function sinkTables(
  config: ConnectorConfig,
  { topic, root, contract }: { readonly topic: string; readonly root: string; readonly contract: EventContract },
  dialect: Dialect,
): string {
  const layout = layoutOf(config, contract);
  const tables = tablesOf(topic, root, contract, layout, dialect);
  return tables.map((table) => `${ddlOf(table, dialect, config.format ?? '')}\n`).join('\n');
}

export const isDialect = (text: string): text is Dialect => dialects.some((one) => one === text);
