import type { RowsPage } from '../../wire/stored.ts';
import { withParameters } from '../address.ts';
import { Shown } from '../parts.tsx';
import { useOnce } from '../server.ts';
import { bytes, plural } from '../text.ts';

/** The last rows of the file that the address names. */
export function Rows({ name, file }: { name: string; file: string }) {
  const path = `/api/stored/${encodeURIComponent(name)}/rows?file=${encodeURIComponent(file)}`;
  return (
    <section aria-labelledby="rows">
      <h2 id="rows">Newest rows of {file}</h2>
      <Shown of={useOnce<RowsPage>(path)}>
        {({ rows, file: { records, bytes: size } }) => (
          <>
            <p class="quiet">
              The last {plural(rows.length, 'row')} of {plural(records, 'record')}, {bytes(size)}
            </p>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: without it the keyboard could not scroll it */}
            <section class="trace" aria-label="Table of rows" tabIndex={0}>
              <pre>{rows.join('\n')}</pre>
            </section>
          </>
        )}
      </Shown>
      <p>
        <a href={withParameters({ file: '' })}>Without the rows</a>
      </p>
    </section>
  );
}
