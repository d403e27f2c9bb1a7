import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../src/target/checkout.ts';
import { describeCommandLine } from '../src/verbs/describe.ts';
import { commandLineFile, verbsPage } from './verbs-page.ts';

/** Writes what is derived from the verbs: what help and completion read, and the page of the docs. */
const commandLine = await describeCommandLine();
writeFileSync(join(checkout, 'command-line.json'), commandLineFile(commandLine));
writeFileSync(join(checkout, 'docs', 'verbs.md'), verbsPage(commandLine));
