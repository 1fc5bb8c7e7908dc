import type { Topology } from '../../../protocol/index.ts';
import type { Plan, Zone } from '../drawing/plan.ts';
import { arrange, put, release, releaseAll, type Moves } from './moves.ts';

/** How everything was before a step: the plan too, for the layout goes on from where things stand. */
interface Before {
  readonly moves: Moves;
  readonly plan: Plan | null;
}

/** A map that is arranged. */
export interface Arranged {
  plan(): Plan | null;
  /** Draws the next plan from this one; from nothing, as for the first time. */
  drawFrom(plan: Plan | null): void;
  requestUpdate(): void;
  /** A person has done something: what they were given looks like this now. */
  changed(topology: Topology): void;
}

/** Nodes on their way to where a person wants them. Needs no DOM. */
export class Moving {
  moves: Moves = new Map();
  /** The zones as they were at the beginning: one whose nodes have all gone stays until the end, to go back to. */
  zones: readonly Zone[] = [];
  readonly #map: Arranged;
  readonly #past: Before[] = [];
  #hold: (Before & { readonly id: string }) | null = null;
  /** What the page has given, and what it was told of that last. */
  #given: Topology | null = null;
  #told: Topology | null = null;
  #arranged: { of: Topology; by: Moves; topology: Topology } | null = null;

  constructor(map: Arranged) {
    this.#map = map;
  }

  begin(): void {
    this.zones = this.#map.plan()?.zones ?? [];
    this.#map.requestUpdate();
  }

  /** The id of the node that is on its way. */
  get held(): string | null {
    return this.#hold?.id ?? null;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  /** How many nodes stand where somebody has put them. */
  get pinned(): number {
    return [...(this.#map.plan()?.nodes.values() ?? [])].filter(({ row }) => row !== undefined).length;
  }

  /** A topology as it is with the moves; the same as long as neither is another one. */
  over(given: Topology): Topology {
    // A page that keeps what it was told hands that back: the moves are made of what they were made of before.
    if (given !== this.#told) this.#given = given;
    const topology = this.#given ?? given;
    if (this.moves.size === 0) return topology;
    if (this.#arranged?.of !== topology || this.#arranged.by !== this.moves) {
      this.#arranged = { of: topology, by: this.moves, topology: arrange(topology, this.moves) };
    }
    return this.#arranged.topology;
  }

  hold(id: string): void {
    this.#hold = { id, ...this.#now() };
    this.#map.requestUpdate();
  }

  /** Moves what is held. True if it came to another place. */
  to(layer: number, row: number): boolean {
    const plan = this.#map.plan();
    const place = this.held === null ? undefined : plan?.layout.places.get(this.held);
    if (!plan || !this.held || !place || (place.layer === layer && place.row === row)) return false;
    this.#go(put(this.moves, plan, this.held, layer, row));
    return true;
  }

  /** Leaves what is held where it is: one step, however it came there. */
  letGo(): void {
    const before = this.#hold;
    this.#hold = null;
    if (before && before.moves !== this.moves) {
      this.#past.push(before);
      this.#tell();
    }
    this.#map.requestUpdate();
  }

  /** Puts what is held back where it came from. */
  cancel(): void {
    const before = this.#hold;
    this.#hold = null;
    if (before) this.#back(before);
  }

  undo(): void {
    const before = this.#past.pop();
    if (!before) return;
    this.#back(before);
    this.#tell();
  }

  /** Lets a node go: it stays where it is until the map needs its place. */
  release(id: string): void {
    const plan = this.#map.plan();
    if (plan) this.#step(release(this.moves, plan, id));
  }

  /** Lets all nodes go, and the map places them as if it came for the first time. */
  releaseAll(): void {
    const plan = this.#map.plan();
    if (plan && this.#step(releaseAll(this.moves, plan))) this.#map.drawFrom(null);
  }

  /** The moves are saved: what they were made of knows them now. */
  settle(saved: Moves): void {
    if (this.moves === saved) this.#go(new Map());
    this.#past.length = 0;
    this.#map.requestUpdate();
  }

  #now(): Before {
    return { moves: this.moves, plan: this.#map.plan() };
  }

  #step(next: Moves): boolean {
    if (next === this.moves) return false;
    this.#past.push(this.#now());
    this.#go(next);
    this.#tell();
    return true;
  }

  #back({ moves, plan }: Before): void {
    this.#map.drawFrom(plan);
    this.#go(moves);
  }

  #tell(): void {
    if (!this.#given) return;
    this.#told = this.over(this.#given);
    this.#map.changed(this.#told);
  }

  #go(moves: Moves): void {
    this.moves = moves;
    this.#map.requestUpdate();
  }
}
