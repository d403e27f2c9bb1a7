import type { Command } from 'commander';
import { collectVariable, collectWords, integer, integers, positive, type Verb } from './verb.ts';

/** `recommender evaluate`: most of its options say how a file is read. */
export function evaluateVerb(recommender: Command, verb: Verb): void {
  verb(
    recommender,
    'evaluate <source>',
    'measure how well it ranks what came next, in a file, a topic or the topics of a recommender',
    'pipeline recommender evaluate ratings.csv --user userId --item movieId -k 10,20',
    () => import('../recommender/evaluate/evaluate.ts').then(({ evaluate }) => evaluate),
  )
    .option('--like <name>', 'fields, weights and history of this recommender, or of this YAML file')
    .option('--columns <names>', 'columns of a table without a header, in order, e.g. user,item,rating,time')
    .option('--separator <text>', 'what stands between columns (default: as the first line shows)')
    .option('--user <field>', 'the field or column of the user, or of the session')
    .option('--item <field>', 'the field or column of the item')
    .option('--rating <field>', 'the field whose value is the weight')
    .option('--time <field>', 'the field of the time (seconds, milliseconds or RFC 3339)')
    .option('--type <field>', 'the field of the event type, for --weight')
    .option('--weight <type=weight>', 'what an event of this type says; may be repeated', collectVariable, {})
    .option('--history <count>', 'latest events per user that count', integer)
    .option('--keep-known', 'rank also what the user already had', false)
    .option('-k <counts>', 'lengths of the lists', integers, [10, 20])
    .option('--protocol <names>', 'leave-last-out, prequential (default: both)', collectWords, [])
    .option('--test <file>', 'learn the source, then test and learn the events of this file')
    .option('--model <names>', 'only these models', collectWords, [])
    .option('--every <count>', 'prequential: test only every so many-th event', positive, 1);
}
