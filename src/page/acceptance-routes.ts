import { readReport } from '../acceptance/kept.ts';
import { failed, json, problem, type Route } from './answer.ts';
import type { Source } from './source.ts';
import type { AcceptancePage } from './wire/acceptance.ts';

/** The report of the last acceptance. */
export function acceptanceRoutes({ context, cluster, report: folder }: Source): readonly Route[] {
  return [
    {
      method: 'GET',
      path: /^\/api\/acceptance$/,
      answer: () => {
        try {
          const found: AcceptancePage | undefined = readReport(context, cluster, folder);
          if (found !== undefined) return json(200, found);
        } catch (error) {
          return failed(error);
        }
        const missing =
          folder === undefined ? `No acceptance of ${cluster} was run here` : `There is none in ${folder}`;
        return problem(
          404,
          missing,
          '`pipeline acceptance` runs everything that is declared, and checks every number.',
        );
      },
    },
  ];
}
