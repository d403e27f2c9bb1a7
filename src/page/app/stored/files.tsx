import type { FilesPage } from '../../wire/stored.ts';
import { go, parameter, withParameters } from '../address.ts';
import { Shown, Wide } from '../parts.tsx';
import { useAnswer } from '../server.ts';
import { bytes, count } from '../text.ts';

/** The files that count, newest first; a filter is in the address. */
export function Files({ name }: { name: string }) {
  const filter = parameter('q');
  const path = `/api/stored/${encodeURIComponent(name)}/files?q=${encodeURIComponent(filter)}`;
  const answered = useAnswer<FilesPage>(path);
  return (
    <section aria-labelledby="files">
      <h2 id="files">Files</h2>
      <label class="filter">
        Filter{' '}
        <input
          type="search"
          value={filter}
          onInput={({ currentTarget }) => go(withParameters({ q: currentTarget.value }), true)}
        />
      </label>
      <Shown of={answered}>
        {({ files, found, of }) => (
          <>
            <p class="quiet" role="status">
              {files.length < found
                ? `The newest ${count(files.length)} of ${count(found)}; a filter finds the others.`
                : `${count(found)} of ${count(of)}`}
            </p>
            {files.length > 0 && (
              <Wide label="Table of files">
                <table>
                  <thead>
                    <tr>
                      <th scope="col">File</th>
                      <th scope="col">Partition</th>
                      <th scope="col" class="number">
                        Offsets of its commit
                      </th>
                      <th scope="col" class="number">
                        Records
                      </th>
                      <th scope="col" class="number">
                        Size
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {files.map((file) => (
                      <tr key={file.path}>
                        <th scope="row" class="path">
                          <a href={withParameters({ file: file.path })}>{file.path}</a>
                        </th>
                        <td>
                          {file.topic}-{file.partition}
                        </td>
                        <td class="number">
                          {count(file.from)} – {count(file.to - 1)}
                        </td>
                        <td class="number">{count(file.records)}</td>
                        <td class="number">{bytes(file.bytes)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </Wide>
            )}
          </>
        )}
      </Shown>
    </section>
  );
}
