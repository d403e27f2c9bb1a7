import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Status {
  readonly pathSuffix: string;
  readonly type: string;
}

const address = (webhdfs: string, path: string, operation: string) =>
  `${webhdfs}/webhdfs/v1${path.split('/').map(encodeURIComponent).join('/')}?op=${operation}`;

async function answer(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} of ${url}`);
  return response;
}

/** Copies what lies below a directory of HDFS into a local one, by WebHDFS alone. */
export async function copyFromHdfs(webhdfs: string, from: string, to: string): Promise<void> {
  const response = await answer(address(webhdfs, from, 'LISTSTATUS'));
  const { FileStatuses } = (await response.json()) as { FileStatuses: { FileStatus: readonly Status[] } };
  for (const { pathSuffix, type } of FileStatuses.FileStatus) {
    const [source, target] = [`${from}/${pathSuffix}`, join(to, pathSuffix)];
    if (type === 'DIRECTORY') await copyFromHdfs(webhdfs, source, target);
    else {
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, Buffer.from(await (await answer(address(webhdfs, source, 'OPEN'))).arrayBuffer()));
    }
  }
}
