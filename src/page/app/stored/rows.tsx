import type { RowsPage } from '../../wire/stored.ts';
import { withParameters } from '../address.ts';
import { Shown } from '../parts.tsx';
import { useOnce } from '../server.ts';
import { bytes, plural } from '../text.ts';

/** The last rows of the file or table that the address names. */
export function Rows({ name, of, what }: { name: string; of: 'file' | 'table'; what: string }) {
  const path = `/api/stored/${encodeURIComponent(name)}/rows?${of}=${encodeURIComponent(what)}`;
  return (
    <section aria-labelledby="rows">
      <h2 id="rows">Newest rows of {what}</h2>
      <Shown of={useOnce<RowsPage>(path)}>
        {({ rows, of: file }) => (
          <>
            <p class="quiet">
              {file === undefined
                ? `The last ${plural(rows.length, 'row')}, by partition and offset`
                : `The last ${plural(rows.length, 'row')} of ${plural(file.records, 'record')}, ${bytes(file.bytes)}`}
            </p>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: without it the keyboard could not scroll it */}
            <section class="trace" aria-label="Table of rows" tabIndex={0}>
              <pre>{rows.join('\n')}</pre>
            </section>
          </>
        )}
      </Shown>
      <p>
        <a href={withParameters({ [of]: '' })}>Without the rows</a>
      </p>
    </section>
  );
}
