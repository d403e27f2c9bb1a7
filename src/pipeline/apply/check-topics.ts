import type { Admin } from 'kafkajs';
import { type Diagnostic, ServiceError } from '../../base/errors.ts';
import type { Clients } from '../../clients/clients.ts';
import { createTopics } from '../../clients/kafka/create-topics.ts';
import { kafkaError } from '../../clients/kafka/errors.ts';
import { growTopic, setTopicConfig } from '../../clients/kafka/topic-settings.ts';
import type { Plan, TopicChange } from '../plan/plan.ts';

const validateOnly = true;

async function validate(change: TopicChange, admin: Admin): Promise<void> {
  const { action, name, partitions, replication, config } = change;
  if (action === 'create') {
    await createTopics(admin, [{ name, partitions: partitions ?? 1, replication, config }], { validateOnly });
    return;
  }
  if (partitions !== undefined) await growTopic(admin, name, partitions, { validateOnly });
  if (Object.keys(config).length > 0) await setTopicConfig(admin, name, config, { validateOnly });
}

function refusal({ name, place }: TopicChange, { message, hint }: ServiceError): Diagnostic[] {
  if (place === undefined) return [];
  const key = Object.keys(place.keys).find((candidate) => message.includes(candidate));
  return [
    {
      severity: 'error',
      rule: 'kafka-validation',
      message: `${name}: ${message}`,
      at: (key === undefined ? undefined : place.keys[key]) ?? place.at,
      hint: hint ?? '`pipeline topics describe` shows the settings that topics have.',
    },
  ];
}

/** What the broker has against the topics that a plan would make or change: it is asked, and makes none of them. */
export async function checkTopics(plan: Plan, clients: Clients): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const change of plan.changes) {
    if (change.kind !== 'topic') continue;
    try {
      await validate(change, await clients.admin());
    } catch (thrown) {
      const error = kafkaError(thrown, `topic ${change.name}`);
      if (!(error instanceof ServiceError)) throw error;
      found.push(...refusal(change, error));
    }
  }
  return found;
}
