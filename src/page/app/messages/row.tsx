import type { FoundMessage, Message } from '../../wire/messages.ts';
import { topicHref } from '../parts.tsx';
import { instant } from '../text.ts';
import { MessageValue, shown, valuesOf } from './value.tsx';

/** Where Connect says why it rejected a record, and where that one lies. */
const ERRORS = '__connect.errors.';
const REASON = `${ERRORS}exception.message`;

/** Whether it is a dead letter. */
export const isRejected = ({ message: { headers } }: FoundMessage): boolean => headers[REASON] !== undefined;

interface RowProps {
  readonly found: FoundMessage;
  /** Whether there are dead letters among those that are shown. */
  readonly rejected: boolean;
}

/** One record: what it says by the contract of its topic, or as it is; of a dead letter beside it why. */
export function Row({ found: { message, decoded, broken }, rejected }: RowProps) {
  const { partition, offset, timestamp, key, headers } = message;
  return (
    <tr>
      <th scope="row" class="nowrap">
        {partition}:{offset}
      </th>
      <td class="nowrap">{typeof timestamp === 'string' ? instant(timestamp) : timestamp}</td>
      <td class="value">{shown(key)}</td>
      <td class="value wide-value">
        {broken !== undefined && <p class="warn-text">By its contract: {broken}</p>}
        <MessageValue message={message} {...(decoded !== undefined && { decoded })} />
      </td>
      {rejected && <Why headers={headers} />}
    </tr>
  );
}

function Why({ headers }: Pick<Message, 'headers'>) {
  const said = (name: string) => shown(valuesOf(headers, name).at(-1) ?? null);
  const place = (part: string) => said(`${ERRORS}${part}`);
  const [topic, partition, offset] = [place('topic'), place('partition'), place('offset')];
  return (
    <td class="value wide-value">
      <p class="bad-text">{said(REASON)}</p>
      {topic !== '' && (
        <a href={`${topicHref(topic)}?partition=${partition}&from=${offset}&max=1`}>
          {topic}-{partition}@{offset}
        </a>
      )}
    </td>
  );
}
