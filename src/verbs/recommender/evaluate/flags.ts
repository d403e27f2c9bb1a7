import type { GlobalOptions } from '../../../base/context.ts';

export interface EvaluateOptions extends GlobalOptions {
  readonly like?: string;
  readonly columns?: string;
  readonly separator?: string;
  readonly user?: string;
  readonly item?: string;
  readonly rating?: string;
  readonly time?: string;
  readonly type?: string;
  readonly weight: Readonly<Record<string, string>>;
  readonly history?: number;
  readonly keepKnown: boolean;
  readonly k: readonly number[];
  readonly protocol: readonly string[];
  readonly model: readonly string[];
  readonly every: number;
  readonly test?: string;
}
