import { alertsPage } from './alerts-page.ts';
import type { Route } from './answer.ts';
import { answerOf } from './answer-of.ts';
import { Reading } from './reading.ts';
import type { Source } from './source.ts';
import type { AlertsPage } from './wire/alerts.ts';

const FRESH = 1_500;
const PATIENCE = 8_000;

/** Alerts that are sent. */
const SHOWN = 100;

/** The deployed rules and their newest alerts. */
export function alertsRoutes({ connection, context: { clock, signal } }: Source): readonly Route[] {
  const page = new Reading(clock, FRESH, () => connection.use((clients) => alertsPage(clients, clock.now())));
  return [
    {
      method: 'GET',
      path: /^\/api\/alerts$/,
      answer: async ({ query }) => {
        const { value, ...rest } = await page.look(PATIENCE, signal);
        const shown = value === undefined ? {} : { value: chosen(value, query.get('rule') ?? '') };
        return answerOf({ ...rest, ...shown }, 'There are no alerts.');
      },
    },
  ];
}

/** The newest of one rule, or of all where none is named. */
const chosen = ({ alerts, ...rest }: AlertsPage, rule: string): AlertsPage => ({
  ...rest,
  alerts: alerts.filter((one) => rule === '' || one.rule === rule).slice(0, SHOWN),
});
