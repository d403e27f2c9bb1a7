import { processContext } from './base/process-context.ts';
import { endWhatIsLeft } from './base/watchdog.ts';
import { main } from './verbs/main.ts';

const context = processContext(process);

// What breaks outside of the verb's own steps, such as standard output on a full disk, where no JSON would arrive.
process.on('uncaughtException', (error) => {
  void import('./ui/error.ts').then(({ reportError }) => process.exit(reportError(error, context, false)));
});

process.exitCode = await main(context, process.argv.slice(2));
endWhatIsLeft(process);
