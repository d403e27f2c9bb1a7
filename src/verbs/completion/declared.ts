import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALERTS } from '../../alerts/names.ts';
import { RECOMMENDER } from '../../recommender/names.ts';
import { type Names, noNames, together } from './names.ts';

/**
 * Names that the files directly in config/ declare. A file that cannot be read declares nothing here: other verbs say
 * what is wrong with it.
 */
export function declaredNames(directory: string): Names {
  const folder = join(directory, 'config');
  try {
    const files = readdirSync(folder).filter((file) => /^[^.].*\.ya?ml$/.test(file));
    return files
      .sort()
      .map((file) => namesIn(readFileSync(join(folder, file), 'utf8')))
      .reduce(together, noNames);
  } catch {
    return noNames;
  }
}

function namesIn(text: string): Names {
  const { pipeline, sections } = outline(text);
  if (pipeline === undefined) return noNames;
  const keys = (section: string) => sections.get(section) ?? [];
  const whole = (section: string) => keys(section).map((name) => `${pipeline}.${name}`);
  const job = (section: string) => (sections.has(section) ? [`${pipeline}.${section}`] : []);
  const recommenders = job(RECOMMENDER);
  return {
    pipelines: [pipeline],
    connectors: [...whole('sources'), ...whole('sinks')],
    sinks: whole('sinks'),
    topics: keys('topics'),
    jobs: [...whole('jobs'), ...job(ALERTS), ...recommenders],
    recommenders,
  };
}

/** The keys of each section, by their indentation: loading a YAML parser takes longer than a shell may wait. */
function outline(text: string): { readonly pipeline?: string; readonly sections: ReadonlyMap<string, string[]> } {
  const sections = new Map<string, string[]>();
  const pipeline = /^pipeline:\s*["']?([A-Za-z][\w-]*)/m.exec(text)?.[1];
  let keys: string[] = [];
  let depth: number | undefined;
  for (const line of text.split('\n')) {
    const [, indent = '', key] = /^( *)["']?([A-Za-z_][\w.-]*)["']?:/.exec(line) ?? [];
    if (key === undefined) continue;
    if (indent === '') {
      keys = [];
      depth = undefined;
      sections.set(key, keys);
    } else {
      depth ??= indent.length;
      if (indent.length === depth) keys.push(key);
    }
  }
  return { ...(pipeline === undefined ? {} : { pipeline }), sections };
}
