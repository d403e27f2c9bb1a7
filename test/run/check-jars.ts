import { join } from 'node:path';
import { processContext } from '../../src/base/process-context.ts';
import { jarsAreCurrent, jarsFolderOf, jarsParts } from '../../src/processes/jars.ts';
import { jarsFolder } from '../../src/target/checkout.ts';
import { clashesOf, describeClash, jarFolders, librariesIn } from './jar-versions.ts';

/**
 * Part of `npm run check`: refuses two versions of one library in one folder of target/jars, which is one class path or
 * one plugin. Looks at what was built from the present sources, and says so; with an argument, at every folder below
 * that one.
 */
const { output, messages } = processContext(process);
const [, , given] = process.argv;
const root = given ?? jarsFolder;
const current = jarsParts.filter((part) => given === undefined && jarsAreCurrent(part)).map(jarsFolderOf);
const folders = given === undefined ? current : jarFolders(given);
const looked = folders.map((folder) => ({ folder, libraries: librariesIn(join(root, folder)) }));
const clashes = looked.flatMap(({ folder, libraries }) => clashesOf(folder, libraries));
const names = looked.map(({ folder, libraries }) => `${folder} (${libraries.length})`).join(', ');
if (clashes.length === 0) output.write(`One version of each library in: ${names || 'no folder, as none is built'}\n`);
else {
  messages.write(`${clashes.map(describeClash).join('\n')}\n`);
  messages.write('Manage the version in dependencyManagement of pom.xml, or exclude one of them; docs/adr/0009.\n');
  process.exitCode = 1;
}
