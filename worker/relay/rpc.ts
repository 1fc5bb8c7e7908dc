import type { Outgoing } from '../pipeline/journal.ts';
import type { ViewerQuery } from '../pipeline/viewers.ts';

/** Which relay of which pipeline: together its name. An object cannot read its own name. */
export interface Place {
  pipeline: string;
  /** Counts from 1. */
  relay: number;
}

export const relayName = ({ pipeline, relay }: Place): string => `relay:${pipeline}:${relay}`;

/** What a new viewer at a relay sees first, and up to which event that is. */
export interface Welcome {
  /** Which of those who are waiting at the relay it is for. */
  ticket: string;
  seq: number;
  /** The run that the viewer asked for, null for all. */
  run: string | null;
  /** Something is happening: the object is awake anyway, and may serve the viewer without a socket that it could sleep with. */
  busy: boolean;
  text: string;
}

/** What a pipeline tells its relays, in this order: what has happened, who comes in, and how far the journal is. */
export type News = { event: Outgoing } | { welcome: Welcome } | { head: number };

/** What a relay does for its pipeline. */
export interface RelayRpc {
  /**
   * Passes the news on, one of so many objects that do so, and answers how many viewers it then has. The same news again does no
   * harm.
   */
  push(place: Place, news: readonly News[], objects: number): Promise<number>;
}

/** What a pipeline does for its relays. */
export interface RelayedRpc {
  /** Has a viewer welcomed by the next news that the relay gets; resolves when it has got them. False where there is no pipeline. */
  joinRelay(pipeline: string, relay: number, ticket: string, query: ViewerQuery): Promise<boolean>;
  /** The events after `seq` up to `last`; null when the journal no longer has them all. */
  missedEvents(pipeline: string, seq: number, last: number): Promise<readonly Outgoing[] | null>;
  /** How many viewers a relay has, when some have left. */
  countRelay(pipeline: string, relay: number, viewers: number): Promise<void>;
}
