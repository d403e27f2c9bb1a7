import { processContext } from '../../src/base/process-context.ts';
import { jarsFolder } from '../../src/target/checkout.ts';
import { clashesOf, describeClash, jarFolders } from './jar-versions.ts';

/**
 * Part of `npm run check`: refuses two versions of one library in one folder of target/jars, which is one class path or one
 * plugin. Folders that were not built are not looked at; the line that it prints names those that were.
 */
const { output, messages } = processContext(process);
const folders = jarFolders(process.argv[2] ?? jarsFolder);
const clashes = [...folders].flatMap(([folder, libraries]) => clashesOf(folder, libraries));
const looked = [...folders].map(([folder, { length }]) => `${folder} (${length})`).join(', ');
if (clashes.length === 0) output.write(`One version of each library in: ${looked || 'no folder, as none is built'}\n`);
else {
  messages.write(`${clashes.map(describeClash).join('\n')}\n`);
  messages.write('Manage the version in dependencyManagement of pom.xml, or exclude one of them; docs/adr/0009.\n');
  process.exitCode = 1;
}
