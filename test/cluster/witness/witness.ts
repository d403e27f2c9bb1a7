import { join } from 'node:path';
import { execa } from 'execa';

// It knows nothing of src/: it judges it.
const jars = join(import.meta.dirname, '../../../target/jars/kafka/*');

/** Answers one question, `VERB SERVERS TOPIC`, with its lines. */
type Ask = (question: string) => Promise<string[]>;

/** Kafka's own Java client as a process that ends with this one. */
function start(): Ask {
  const source = join(import.meta.dirname, 'Witness.java');
  const args = ['-XX:TieredStopAtLevel=1', '-cp', jars, source];
  const env = { JAVA_TOOL_OPTIONS: undefined };
  const child = execa('java', args, { env, stderr: 'inherit', buffer: false });
  const lines = child.iterable({ from: 'stdout' });
  return async (question) => {
    child.stdin.write(`${question}\n`);
    const answer: string[] = [];
    for (;;) {
      const { value: line, done } = await lines.next();
      if (done === true) throw new Error(`the witness ended at: ${question}`);
      if (line === 'done') return answer;
      if (!line.startsWith(' ')) throw new Error(`${question}: ${line}`);
      answer.push(line.slice(1));
    }
  };
}

let ask: Ask | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * What Kafka's own Java client says of a topic, a line for each committed record; one process answers all files of a
 * lane, a question at a time. `read`: partition, offset, bytes of key, bytes of value (-1: null), SHA-256 of the value
 * as a line; `letters`: partition and offset of the record that a dead letter reports; `values`: the value. `write`
 * writes a topic that is hard to read.
 */
export function witness(
  verb: 'read' | 'letters' | 'values' | 'write',
  servers: string,
  topic: string,
): Promise<string[]> {
  ask ??= start();
  const answer = last.then(() => ask?.(`${verb} ${servers} ${topic}`) ?? []);
  last = answer.catch(() => undefined);
  return answer;
}
