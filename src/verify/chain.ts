import { type ChainPlace, type ChainState, emptyChain } from './chain-state.ts';
import { ChainWalker } from './chain-walker.ts';
import type { Link } from './link.ts';

/**
 * Walks links in order from `before` (the state after earlier links). Pure; a contradiction becomes a `broken-chain`
 * finding with its offsets, and the walk goes on from what the next link says.
 */
export function walkChain(links: readonly Link[], place: ChainPlace, before: ChainState = emptyChain): ChainState {
  const walk = new ChainWalk(place, before);
  for (const link of links) walk.take(link);
  return walk.end().chain;
}

/** What a chain says, and what it said before its newest link. */
export interface ChainEnd {
  readonly chain: ChainState;
  readonly before: ChainState;
}

/** Walks a chain as its links come. Of a link no more is kept than what its offsets and files are. */
export class ChainWalk {
  private readonly walker: ChainWalker;
  private newest: Link | undefined;

  constructor(place: ChainPlace, before: ChainState = emptyChain) {
    this.walker = new ChainWalker(place, before);
  }

  take(link: Link): void {
    // of two resets in a row the first never took effect
    if (this.newest !== undefined) this.walker.take(this.newest, this.newest.kind === 'reset' && link.kind === 'reset');
    this.newest = link;
  }

  /** Ends the walk. */
  end(): ChainEnd {
    const before = this.walker.state();
    if (this.newest !== undefined) this.walker.take(this.newest, false);
    return { chain: this.walker.state(), before };
  }
}
