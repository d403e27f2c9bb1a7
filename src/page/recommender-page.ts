import type { Clients } from '../clients/clients.ts';
import { declaredRecommender } from '../recommender/declared.ts';
import { findInstances } from '../recommender/group/find-instances.ts';
import { askAny } from '../recommender/http/ask.ts';
import { explainedPath, isExplainedList } from '../recommender/http/explained-list.ts';
import { isSimilarItems, similarPath } from '../recommender/http/similar.ts';
import { readNewestPublished, readPublishedFor } from '../recommender/publish/published.ts';
import { type RecommenderSpec, recommenderSpec } from '../recommender/spec.ts';
import type { RecommenderPage, SimilarPage, UserPage } from './wire/recommender.ts';

/** Records of each partition of the lists that are looked at, and users that are shown. */
const RECORDS = 50;
const SHOWN = 30;

async function declared(name: string, clients: Clients): Promise<RecommenderSpec> {
  return recommenderSpec(name, (await declaredRecommender(await clients.records(), name)).spec);
}

const addressesOf = async (name: string, clients: Clients) =>
  (await findInstances(await clients.admin(), name)).map(({ address }) => address);

/** What it reads and writes, who runs it, and the lists that it wrote last. @throws UsageError when there is none */
export async function recommenderPage(name: string, clients: Clients): Promise<RecommenderPage> {
  const spec = await declared(name, clients);
  const { from, to, user, item, weights } = spec;
  const [instances, newest] = await Promise.all([
    findInstances(await clients.admin(), name),
    readNewestPublished(await clients.records(), to, RECORDS),
  ]);
  return {
    name,
    from,
    to,
    user,
    item,
    weights,
    instances: instances.map(({ id, address, leads, shards, partitions }) => ({
      id,
      address,
      leads,
      shards: shards.length,
      partitions,
    })),
    newest: newest.slice(0, SHOWN).map((list) => ({ user: list.user, items: list.items, time: list.time })),
  };
}

/** One user's list with its reasons. Of somebody nobody knows, what is popular, where an instance runs. */
export async function userPage(name: string, user: string, clients: Clients): Promise<UserPage> {
  const { from, to } = await declared(name, clients);
  const told = await askAny(await addressesOf(name, clients), explainedPath(user), isExplainedList);
  if (told !== undefined && told !== null) {
    const { explanation, known, time } = told;
    return { user, known, live: true, time, items: explanation.items, history: explanation.profile, from };
  }
  const written = await readPublishedFor(await clients.records(), to, user);
  const { items = [], time = null } = written ?? {};
  return { user, known: written !== undefined, live: false, time, items, history: [], from };
}

/**
 * The items most like one; null where no event on it is known. undefined: no instance runs that could tell.
 */
export async function similarPage(
  name: string,
  item: string,
  clients: Clients,
): Promise<SimilarPage | null | undefined> {
  await declared(name, clients);
  const told = await askAny(await addressesOf(name, clients), similarPath(item), isSimilarItems);
  return told && { item: told.item, items: told.items };
}
