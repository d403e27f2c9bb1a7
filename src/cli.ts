import { processContext } from './base/process-context.ts';
import { main } from './verbs/main.ts';

process.exitCode = await main(processContext(process), process.argv.slice(2));
