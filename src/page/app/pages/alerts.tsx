import type { AlertRow, AlertRule, AlertsPage } from '../../wire/alerts.ts';
import { parameter, withParameters } from '../address.ts';
import { Shown, topicHref, Wide } from '../parts.tsx';
import { useAnswer } from '../server.ts';
import { count, instant } from '../text.ts';

/** The rules, and what they found last. */
export function Alerts() {
  const answered = useAnswer<AlertsPage>(`/api/alerts?rule=${encodeURIComponent(parameter('rule'))}`);
  return <Shown of={answered}>{(page) => <Found page={page} />}</Shown>;
}

function Found({ page: { rules, problems, alerts, most } }: { page: AlertsPage }) {
  if (rules.length + problems.length === 0) {
    return (
      <p>
        No rule is deployed: an entry of <code>alerts:</code> in a pipeline file declares one.
      </p>
    );
  }
  const chosen = parameter('rule');
  return (
    <>
      {problems.map((problem) => (
        <p class="warn-line" key={problem}>
          {problem}
        </p>
      ))}
      <Rules rules={rules} chosen={chosen} />
      <h2>Newest alerts{chosen === '' ? '' : ` of ${chosen}`}</h2>
      {alerts.length === 0 ? (
        <p>{chosen === '' ? 'There is none.' : `None of the newest ${count(most)} records is of this rule.`}</p>
      ) : (
        <Wide label="Table of alerts">
          <table>
            <thead>
              <tr>
                <th scope="col">Time</th>
                <th scope="col">Rule</th>
                <th scope="col">What happened</th>
                <th scope="col">Trigger</th>
              </tr>
            </thead>
            <tbody>
              {alerts.map((alert) => (
                <Row key={`${alert.topic} ${alert.partition} ${alert.offset} ${alert.rule}`} alert={alert} />
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </>
  );
}

function Rules({ rules, chosen }: { rules: readonly AlertRule[]; chosen: string }) {
  const told = (value: number | null) => (value === null ? '' : count(value));
  return (
    <Wide label="Table of rules">
      <table>
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">Reads</th>
            <th scope="col">Alerts in</th>
            <th scope="col" class="number">
              Events that match
            </th>
            <th scope="col" class="number">
              Alerts
            </th>
            <th scope="col">Job</th>
          </tr>
        </thead>
        <tbody>
          {rules.map(({ job, name, from, to, alerts, matched }) => (
            <tr key={`${job} ${name}`}>
              <th scope="row">
                <a
                  href={withParameters({ rule: chosen === name ? '' : name })}
                  aria-current={chosen === name ? 'true' : undefined}
                >
                  {name}
                </a>
              </th>
              <td>
                <a href={topicHref(from)}>{from}</a>
              </td>
              <td>
                <a href={topicHref(to)}>{to}</a>
              </td>
              <td class="number">{told(matched)}</td>
              <td class="number">{told(alerts)}</td>
              <td>
                <a href={`/jobs/${encodeURIComponent(job)}`}>{job}</a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function Row({ alert: { rule, time, words, topic, partition, offset, value } }: { alert: AlertRow }) {
  const place = `${topicHref(topic)}?partition=${partition}&from=${offset}&max=1`;
  return (
    <tr>
      <th scope="row" class="nowrap">
        {time === '' ? '' : instant(time)}
      </th>
      <td>{rule}</td>
      <td class="wide-value">
        <details>
          <summary>{words}</summary>
          <pre>{indented(value)}</pre>
        </details>
      </td>
      <td class="nowrap">
        <a href={place}>
          {topic}-{partition}@{offset}
        </a>
      </td>
    </tr>
  );
}

const indented = (value: string): string => {
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value;
  }
};
