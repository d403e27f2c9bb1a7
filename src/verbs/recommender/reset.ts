import { RefusedError, ServiceError } from '../../base/errors.ts';
import { ensureTopics } from '../../clients/kafka/create-topics.ts';
import { declaredRecommender } from '../../recommender/declared.ts';
import { findInstances } from '../../recommender/group/find-instances.ts';
import { ownTopics } from '../../recommender/instance/run.ts';
import { logTopic, recommenderSpec } from '../../recommender/spec.ts';
import { stateFolder } from '../../recommender/state/state-folder.ts';
import { loadCluster } from '../../target/load.ts';
import { show } from '../../ui/show.ts';
import { yes } from '../flag.ts';
import { confirm } from '../shared/confirm.ts';
import { withKafka } from '../shared/with-kafka.ts';
import { defineVerb } from '../verb.ts';

const PATIENCE = 30_000;
const PAUSE = 200;

/**
 * `recommender reset NAME`: starts over. Its log is made anew, empty, and its state on this machine goes; the sources
 * are then learned from what they hold now. The lists stay until each is made again, or until it shows that its user
 * has no events.
 */
export default defineVerb({
  usage: 'recommender reset <name>',
  summary: 'start over: an empty log and no state, then the sources from what they hold now',
  example: 'pipeline recommender reset recommendation.recommender',
  flags: { yes },
  completes: { name: { from: ['recommenders'] } },
  inside: true,
  async run(context, args, options) {
    const name = args[0] ?? '';
    const { clock, signal } = context;
    const addresses = await loadCluster(options.cluster, context, options.insecure);
    const folder = stateFolder(context, name);
    const log = logTopic(name);
    await withKafka(context, options, async (kafka, { admin: connected }) => {
      const spec = recommenderSpec(name, (await declaredRecommender(kafka, name)).spec);
      const admin = await connected();
      const running = await findInstances(admin, name);
      if (running.length > 0) {
        throw new RefusedError(`It runs, in ${running.length} ${running.length === 1 ? 'instance' : 'instances'}`, {
          where: name,
          hint: `\`pipeline stop ${name}\` and end its sidecars first.`,
        });
      }
      const question = `Remove ${log}, with all that it has learned, and ${folder.path}? The sources are learned again from what they hold now.`;
      await confirm(context, question, options.yes);
      if ((await admin.listTopics()).includes(log)) await admin.deleteTopics({ topics: [log] });
      for (const until = clock.now() + PATIENCE; (await admin.listTopics()).includes(log); ) {
        if (clock.now() > until) throw new ServiceError('Kafka does not delete the topic', { where: log });
        await clock.sleep(PAUSE, signal);
      }
      folder.remove();
      await ensureTopics(
        admin,
        ownTopics(name, spec, addresses).filter((topic) => topic.name === log),
      );
    });
    const code = show(context, options, { json: { name, log, folder: folder.path } });
    context.messages.write(`${name} starts over. On other machines remove its folder under .pipeline/recommender.\n`);
    return code;
  },
});
