import { Ajv, type ValidateFunction } from 'ajv';

/**
 * The check of values against a schema of ours, all errors at once. It is compiled when it is first asked for, and
 * plainly: a command checks a file or two, so that time spent on a faster check never comes back.
 */
export function validator<T>(schema: object): () => ValidateFunction<T> {
  let compiled: ValidateFunction<T> | undefined;
  return () => {
    compiled ??= new Ajv({
      allErrors: true,
      verbose: true,
      strict: false,
      meta: false,
      validateSchema: false,
      code: { optimize: false },
    }).compile<T>(schema);
    return compiled;
  };
}
