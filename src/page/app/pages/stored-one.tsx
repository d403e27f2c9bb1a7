import type { FindingRow, ProvenRow, StoredPage } from '../../wire/stored.ts';
import { parameter, withParameters } from '../address.ts';
import { LettersLink } from '../letters/link.tsx';
import { Shown, Wide } from '../parts.tsx';
import { ProofLine } from '../proof-line.tsx';
import { useAnswer } from '../server.ts';
import { Commits } from '../stored/commits.tsx';
import { Files } from '../stored/files.tsx';
import { Known } from '../stored/known.tsx';
import { Rows } from '../stored/rows.tsx';
import { Tables } from '../stored/tables.tsx';
import { VerifyNow } from '../stored/verify-now.tsx';
import { bytes, count, instant, plural } from '../text.ts';

/** What one sink stored: whether it is proven, its chain of commits, its files and their rows. */
export function StoredOne({ name }: { name: string }) {
  const answered = useAnswer<StoredPage>(`/api/stored/${encodeURIComponent(name)}`);
  return (
    <>
      <Known name={name} of={answered} />
      <Shown of={answered}>{(page) => <Found page={page} />}</Shown>
    </>
  );
}

function Found({ page }: { page: StoredPage }) {
  const { name, place, chain, proof, last, tables } = page;
  const [file, table] = [parameter('file'), parameter('table')];
  return (
    <>
      <p>
        {place !== undefined && <code class="place">{place}</code>}{' '}
        {chain !== undefined &&
          `${plural(chain.records, 'record')} in ${plural(chain.files, 'file')}, ${bytes(chain.bytes)}, by ${plural(chain.links, 'link')} of the commit log. `}
        <a href={`/connectors/${encodeURIComponent(name)}`}>The sink itself</a>
        <LettersLink name={name} />
      </p>
      {chain?.breaks.map((said) => (
        <p key={said} class="bad-line">
          The commit log contradicts itself: {said}
        </p>
      ))}
      <section aria-labelledby="proof">
        <h2 id="proof">Proof</h2>
        <p>{last === undefined ? 'No proof of it is known.' : <ProofLine proof={last} />}</p>
        <VerifyNow name={name} proving={page.proving} />
        {proof !== undefined && <Proof proof={proof} />}
      </section>
      {file !== '' && <Rows key={file} name={name} of="file" what={file} />}
      {table !== '' && <Rows key={table} name={name} of="table" what={table} />}
      {chain !== undefined && <Commits rows={chain.newest} links={chain.links} />}
      {chain !== undefined && <Files name={name} />}
      {tables !== undefined && <Tables tables={tables} />}
    </>
  );
}

function Proof({ proof: { time, deep, partitions, findings, more } }: { proof: NonNullable<StoredPage['proof']> }) {
  return (
    <>
      {findings.map((finding) => (
        <FindingLine key={`${finding.kind} ${finding.place} ${finding.words} ${finding.file}`} finding={finding} />
      ))}
      {more > 0 && <p>And {plural(more, 'more finding')}.</p>}
      {partitions.length > 0 && (
        <>
          <p class="quiet">
            As of {instant(time)}; {deep ? 'every row was compared.' : 'counts were compared, values were not.'}
          </p>
          <Wide label="Table of what was proven">
            <table>
              <thead>
                <tr>
                  <th scope="col">Partition</th>
                  {columns.map(({ title }) => (
                    <th scope="col" class="number" key={title}>
                      {title}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {partitions.map((row) => (
                  <tr key={`${row.topic}-${row.partition}`}>
                    <th scope="row">
                      {row.topic}-{row.partition}
                    </th>
                    {columns.map(({ title, of, bad }) => (
                      <td key={title} class={`number ${bad && of(row) > 0 ? 'bad-text' : ''}`}>
                        {count(of(row))}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        </>
      )}
    </>
  );
}

const columns: readonly { readonly title: string; readonly of: (row: ProvenRow) => number; readonly bad?: true }[] = [
  { title: 'From offset', of: ({ from }) => from },
  { title: 'To', of: ({ to }) => to },
  { title: 'Records', of: ({ records }) => records },
  { title: 'Stored', of: ({ stored }) => stored },
  { title: 'Missing', of: ({ missing }) => missing, bad: true },
  { title: 'Twice', of: ({ duplicates }) => duplicates, bad: true },
  { title: 'Changed', of: ({ changed }) => changed, bad: true },
  { title: 'Dead-lettered', of: ({ deadLettered }) => deadLettered },
  { title: 'Behind', of: ({ lag }) => lag },
];

function FindingLine({ finding: { kind, failure, place, words, file } }: { finding: FindingRow }) {
  return (
    <p class={failure ? 'bad-line' : 'warn-line'}>
      <span class={`state ${failure ? 'bad' : 'warn'}`}>{kind}</span> {place}: {words}
      {file !== undefined && (
        <>
          {' '}
          <a href={withParameters({ q: file })}>{file}</a>
        </>
      )}
    </p>
  );
}
