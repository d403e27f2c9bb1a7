import type { ErrorObject } from 'ajv';

const isChoice = (error: ErrorObject) => error.keyword === 'anyOf' || error.keyword === 'oneOf';

/**
 * Of every `anyOf`/`oneOf` that failed, keeps only the alternative that was meant: the one whose type fits the value,
 * or else one error that names all the types. Wrappers that say nothing themselves (`if`, the choice itself) are
 * dropped.
 */
export function reduceAlternatives(errors: readonly ErrorObject[]): ErrorObject[] {
  const choice = errors.filter(isChoice).sort((a, b) => a.schemaPath.length - b.schemaPath.length)[0];
  if (choice === undefined) return errors.filter((error) => error.keyword !== 'if');
  const inside = (error: ErrorObject) =>
    error.schemaPath.startsWith(`${choice.schemaPath}/`) && error.instancePath.startsWith(choice.instancePath);
  const members = errors.filter(inside);
  const rest = reduceAlternatives(errors.filter((error) => error !== choice && !inside(error)));
  const branches = Object.values(
    Object.groupBy(members, (error) => error.schemaPath.slice(choice.schemaPath.length + 1).split('/')[0] ?? ''),
  ).filter((branch) => branch !== undefined);
  if (choice.keyword === 'oneOf' && members.every((error) => error.keyword === 'required')) return [...rest, choice];

  const mistyped = (branch: readonly ErrorObject[]) =>
    branch.some((error) => error.instancePath === choice.instancePath && ['type', 'const'].includes(error.keyword));
  const fitting = branches.filter((branch) => !mistyped(branch)).sort((a, b) => a.length - b.length)[0];
  if (fitting !== undefined) return [...rest, ...reduceAlternatives(fitting)];
  return [...rest, sameTypeError(choice, members)];
}

/** One type error in the place of those of all alternatives. */
function sameTypeError(choice: ErrorObject, members: readonly ErrorObject[]): ErrorObject {
  const here = members.filter((error) => error.instancePath === choice.instancePath);
  const types = here.flatMap((error) =>
    error.keyword === 'type' ? [error.params.type].flat() : [`\`${error.params.allowedValue}\``],
  );
  const titled = here.find((error) => error.parentSchema?.title !== undefined);
  return {
    ...choice,
    keyword: 'type',
    params: { type: [...new Set(types)] },
    parentSchema: titled !== undefined && here.length === 1 ? (titled.parentSchema ?? {}) : {},
  };
}
