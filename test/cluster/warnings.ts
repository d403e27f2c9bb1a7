/** kafkajs sets timers in the past where it is not mended: a warning to whoever runs a command for long. */
export const PAST = 'TimeoutNegativeWarning';

/** Such warnings of this process, which files of tests share. */
export const warned: string[] = [];

process.on('warning', ({ name, message, stack }) => {
  if (name === PAST) warned.push(stack ?? message);
});
