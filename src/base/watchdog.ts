/** How long what a command has opened may take to close. Milliseconds. */
const GRACE = 5_000;
const LEFT_OPEN = 70;

/**
 * To be called when the work of the process is done: should anything still hold the event loop after a while, the
 * process ends all the same. With PIPELINE_WATCHDOG set, as in tests, it names on stderr what that was, and exits with
 * 70.
 */
export function endWhatIsLeft(own: NodeJS.Process): void {
  const look = () => {
    // a slow reader of our output is waited for
    if (own.stdout.writableLength > 0 || own.stderr.writableLength > 0) return watch();
    if (own.env.PIPELINE_WATCHDOG === undefined) own.exit();
    const held = [...new Set(own.getActiveResourcesInfo())].sort().join(', ');
    own.stderr.write(`Left open when the command had ended: ${held}\n`);
    own.exit(LEFT_OPEN);
  };
  const watch = () => void setTimeout(look, GRACE).unref();
  watch();
}
