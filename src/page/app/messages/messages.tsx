import { parameter } from '../address.ts';
import { Prose, Wide } from '../parts.tsx';
import { count } from '../text.ts';
import { isRejected, Row } from './row.tsx';
import { type Found, useSearch } from './search.ts';
import { names, SearchForm } from './search-form.tsx';

const MOST = 100;

/** The newest records of a topic, or those that are searched for; what is asked for stands in the address. */
export function Messages({ topic, partitions }: { topic: string; partitions: readonly number[] }) {
  const asked = new URLSearchParams();
  for (const name of names) if (parameter(name) !== '') asked.set(name, parameter(name));
  const base = `/api/topics/${encodeURIComponent(topic)}/messages`;
  const download = `${base}.jsonl?${asked}`;
  asked.set('max', parameter('max') || String(MOST));
  const found = useSearch(`${base}?${asked}`);
  const rejected = found.messages.some(isRejected);
  return (
    <section aria-labelledby="messages">
      <h2 id="messages">Messages</h2>
      <SearchForm partitions={partitions} />
      <Progress found={found} follows={parameter('follow') === '1'} />
      {found.messages.length > 0 && (
        <Wide label="Table of messages">
          <table>
            <thead>
              <tr>
                <th scope="col">Place</th>
                <th scope="col">Time</th>
                <th scope="col">Key</th>
                <th scope="col">Value</th>
                {rejected && <th scope="col">Why it was rejected</th>}
              </tr>
            </thead>
            <tbody>
              {newestFirst(found).map((one) => (
                <Row key={`${one.message.partition}:${one.message.offset}`} found={one} rejected={rejected} />
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      <p>
        <a href={download} download>
          Download as JSON lines
        </a>
      </p>
    </section>
  );
}

const newestFirst = ({ messages }: Found) =>
  messages
    .toSorted(({ message: a }, { message: b }) =>
      a.timestamp === b.timestamp ? b.offset - a.offset : a.timestamp < b.timestamp ? 1 : -1,
    )
    .slice(0, MOST);

function Progress({ found: { messages, looked, of, done, problem }, follows }: { found: Found; follows: boolean }) {
  if (problem !== undefined) {
    return (
      <div class="notice bad" role="status">
        <Prose text={`${problem.message} ${problem.hint ?? ''}`} />
      </div>
    );
  }
  const said = `${count(looked)} of ${count(of)} offsets looked at`;
  return (
    <p class="quiet" role="status">
      {done ? '' : `${of === 0 ? 'Searching' : said} … `}
      {done && messages.length === 0 && 'No record is so. '}
      {done && messages.length > MOST && `The newest ${count(MOST)} are shown. `}
      {done && messages.length > 0 && messages.length <= MOST && `${count(messages.length)} found. `}
      {done && follows && 'New ones are shown as they come.'}
    </p>
  );
}
