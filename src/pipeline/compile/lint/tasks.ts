import type { Diagnostic } from '../../../base/errors.ts';
import type { KindInput } from '../../../components/kind-input.ts';
import { warning } from '../../../language/diagnostic.ts';

/** A sink has at most one task with work per partition; the others idle. */
export function lintTasks({ declaration, topics }: KindInput): readonly Diagnostic[] {
  const { role, tasks, map, pointer } = declaration;
  if (role === 'source' || tasks === undefined) return [];
  const counts = [...topics.values()].map((topic) => topic?.partitions ?? Number.POSITIVE_INFINITY);
  const partitions = counts.reduce((sum, count) => sum + count, 0);
  if (tasks <= partitions) return [];
  const message = `${tasks} tasks, but ${declaration.topics.join(', ')} ${topics.size === 1 ? 'has' : 'have'} only ${partitions} partitions: ${tasks - partitions} would idle`;
  const hint = `write \`tasks: ${partitions}\` or fewer, or give the topic more partitions`;
  return [warning('more-tasks-than-partitions', { map, pointer: [...pointer, 'tasks'] }, message, { hint })];
}
