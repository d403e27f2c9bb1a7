/** An item of a list, and the user's own items that speak for it: none where it is only popular. */
export interface RecommendedItem {
  readonly item: string;
  readonly score: number;
  readonly because: readonly string[];
  /** The counts behind it, where an instance tells them. */
  readonly links?: readonly { readonly item: string; readonly pairs: number; readonly sequences: number }[];
}

/** One declared recommender. */
export interface RecommenderPage {
  readonly name: string;
  readonly from: readonly string[];
  readonly to: string;
  /** Fields of the events. */
  readonly user: string;
  readonly item: string;
  /** What an event of each type says. */
  readonly weights: Readonly<Record<string, number>>;
  readonly instances: readonly {
    readonly id: string;
    readonly address: string;
    readonly leads: boolean;
    readonly shards: number;
    readonly partitions: readonly number[];
  }[];
  /** Lists that were written last, the newest first. */
  readonly newest: readonly UserList[];
}

export interface UserList {
  readonly user: string;
  readonly items: readonly RecommendedItem[];
  /** Event time of the user's latest event, ISO. */
  readonly time: string | null;
}

/** One user, as a running instance says; where none answers, as the list was last written. */
export interface UserPage extends UserList {
  /** False: nothing is known of the user, and the list is what is popular. */
  readonly known: boolean;
  /** Whether an instance told it; else the history and the counts are not known. */
  readonly live: boolean;
  /** The user's latest items, the latest first, with their share in the scores. */
  readonly history: readonly {
    readonly item: string;
    readonly share: number;
    readonly itemCount: number;
    readonly popularity: number;
  }[];
  /** Topics with the user's events. */
  readonly from: readonly string[];
}

export interface SimilarPage {
  readonly item: string;
  readonly items: readonly {
    readonly item: string;
    readonly similarity: number;
    readonly pairs: number;
    readonly itemCount: number;
  }[];
}

/** How well a list of `k` items met what came next. */
interface Quality {
  readonly hitRate: number;
  readonly ndcg: number;
  readonly mrr: number;
  readonly coverage: number;
  readonly novelty: number;
}

/** `pipeline recommender evaluate -o json`, as far as it is shown (docs/recommender-model.md). */
export interface EvaluationPage {
  /** ISO instant at which it was computed. */
  readonly time: string;
  readonly evaluation: {
    readonly events: number;
    readonly users: number;
    readonly items: number;
    readonly trials: readonly {
      readonly protocol: string;
      readonly outcomes: readonly {
        readonly model: string;
        readonly cases: number;
        readonly at: Readonly<Record<string, Quality>>;
      }[];
    }[];
  };
}
