import { overview } from '../server.ts';
import { lettersHref } from './path.ts';

/** Leads to the dead letters of a sink that has a topic for them. */
export function LettersLink({ name }: { name: string }) {
  const item = overview.value?.items.find((one) => one.name === name);
  if (item?.role !== 'sink' || item.writes.length === 0) return null;
  return (
    <>
      {' · '}
      <a href={lettersHref(name)}>Its dead letters</a>
    </>
  );
}
