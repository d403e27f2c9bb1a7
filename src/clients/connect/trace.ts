/** One throwable of a Java stack trace. */
interface Throwable {
  /** Without its package. */
  readonly type: string;
  readonly message: string;
  /** Whether our own code threw it. */
  readonly ours: boolean;
}

const head = /^(?:Caused by: )?((?:[\w$]+\.)+)([\w$]+)(?:: ([\s\S]*))?$/;

/** The throwables of a trace, from the outermost to the deepest. */
function throwablesOf(trace: string): readonly Throwable[] {
  return trace.split(/\n(?=Caused by: )/).flatMap((part) => {
    const [before = '', frame = ''] = part.split(/\n\s+at /, 2);
    const found = head.exec(before.trim());
    if (found === null) return [];
    const [, , type = '', message = ''] = found;
    return [{ type, message: withoutClass(message.trim()), ours: frame.startsWith('pipeline.connect.') }];
  });
}

/** A cause's text is often the next cause's with its class before. */
function withoutClass(message: string): string {
  const nested = head.exec(message);
  return nested === null ? message : (nested[3] ?? '').trim();
}

const saysSomething = ({ message }: Throwable) => message !== '' && message !== 'null';

/** What S3's client adds to a sentence; the number of the request differs each time, as if something had changed. */
const request = / \(Service: .*$/;

/** A name alone, such as a host's, needs the kind of its error beside it. */
function sentence({ type, message }: Throwable): string {
  const line = (message.split('\n')[0] ?? '').replace(request, '');
  return /\s/.test(line) ? line : `${type}: ${line}`;
}

/**
 * Why something failed, in one line of a Java stack trace: what our own code says, and of others' the deepest cause
 * that says anything. Connect's own first line never tells more than that a task ended.
 */
export function reasonOf(trace: string): string {
  const all = throwablesOf(trace);
  const told = all.filter(saysSomething);
  const chosen = told.find(({ ours }) => ours) ?? told.at(-1);
  if (chosen !== undefined) return sentence(chosen);
  return all.at(-1)?.type ?? trace.split('\n')[0] ?? '';
}
