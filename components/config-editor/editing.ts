import type { Config, ConfigAnswer, ConfigDocument, ConfigRevision, Problem } from '../../protocol/index.ts';
import { problemOf } from '../shared/problem-of.ts';
import type { PipelineStore } from '../store/types.ts';
import { saved } from './draft.ts';
import type { JsonSchema } from './json-schema.ts';
import { fetchSchema, FIRST_SCHEMA } from './schema-source.ts';
import * as sessions from './session.ts';
import type { Picture, Session } from './session.ts';

/** How the last save went, until the next edit. */
export type Outcome =
  | { readonly kind: 'saved'; readonly answer: ConfigAnswer }
  /** Somebody else saved, and it does not touch what is edited here. */
  | { readonly kind: 'merged'; readonly revision: number }
  /** Somebody else saved the same, and a choice has to be made. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'invalid'; readonly count: number }
  | { readonly kind: 'refused'; readonly reason: string };

/** The conversation between what a person edits and the store that keeps it. Needs no DOM. */
export class Editing {
  session: Session | null = null;
  saving = false;
  /** The server said that this person may not change the config. */
  denied = false;
  outcome: Outcome | null = null;
  /** Who saved what is saved now, and when; null where that is not told. */
  newest: ConfigRevision | null = null;

  readonly #changed: () => void;
  #store: PipelineStore | null = null;
  #published: JsonSchema | null = null;
  #picture: { readonly of: Session; readonly picture: Picture } | null = null;
  #asked: number | null = null;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** What follows from the session; computed once for each. */
  get picture(): Picture | null {
    const { session } = this;
    if (session === null) return null;
    if (this.#picture?.of !== session) this.#picture = { of: session, picture: sessions.pictureOf(session) };
    return this.#picture.picture;
  }

  get isDirty(): boolean {
    const { picture } = this;
    return picture !== null && (picture.changed.length > 0 || picture.mistake !== null);
  }

  get isValid(): boolean {
    const { picture } = this;
    return picture !== null && picture.violations.length === 0 && picture.mistake === null;
  }

  /** What a save would send: the members that differ, and no others. */
  get changes(): Partial<Config> {
    const { picture } = this;
    return Object.fromEntries((picture?.changed ?? []).map((key) => [key, picture?.meant[key]]));
  }

  /** From now on the config is that of this store. */
  attach(store: PipelineStore | null): void {
    if (store === this.#store) return;
    this.#store = store;
    this.session = null;
    this.saving = false;
    this.denied = false;
    this.outcome = null;
    this.newest = null;
    this.#published = null;
    this.#asked = null;
    if (store?.src) void this.#learnRules(store, store.src);
  }

  /** What the store says is saved. */
  receive(config: ConfigDocument, rules: JsonSchema | null): void {
    // A save's own revision may come by the stream before its answer does: until then the stream has to wait.
    if (this.saving) return;
    const schema = rules ?? this.#published ?? FIRST_SCHEMA;
    const before = this.session ?? sessions.open(schema, saved(config));
    const known = before.schema === schema ? before : { ...before, schema };
    const wasDirty = this.isDirty;
    this.session = sessions.receive(known, saved(config));
    if (this.session.draft.revision !== known.draft.revision) {
      this.outcome = wasDirty ? { kind: 'merged', revision: config.revision } : null;
    }
  }

  edit(session: Session): void {
    this.session = session;
    this.outcome = null;
    this.#changed();
  }

  async save(): Promise<Outcome | null> {
    const store = this.#store;
    if (store === null || this.session === null || this.saving || this.denied) return null;
    this.session = sessions.touchAll(sessions.merge(this.session));
    const { session, picture } = this;
    if (!this.isValid) return this.#end({ kind: 'invalid', count: Math.max(1, picture?.violations.length ?? 0) });
    if (!this.isDirty) return this.#end(null);

    this.saving = true;
    this.outcome = null;
    this.#changed();
    try {
      const answer = await store.saveConfig(this.changes, session.draft.revision);
      if (store !== this.#store) return null;
      this.saving = false;
      this.session = sessions.accept(this.session, session.draft.mine, saved(answer.config));
      return this.#end({ kind: 'saved', answer });
    } catch (error) {
      const problem = problemOf(error);
      if (store !== this.#store) return null;
      this.saving = false;
      return this.#end(this.#refused(this.session, problem));
    }
  }

  /** Asks who saved last, which only those may know who may save. Once for each revision. */
  async askNewest(): Promise<void> {
    const store = this.#store;
    const revision = this.session?.draft.revision ?? 0;
    if (store === null || this.session === null || this.#asked === revision) return;
    this.#asked = revision;
    try {
      const [newest = null] = await store.revisions();
      if (store === this.#store) this.newest = newest;
    } catch (error) {
      const { status } = problemOf(error);
      // Of any other failure a save will tell; here only a line about the past is missing.
      if (store === this.#store) this.denied = status === 401 || status === 403;
    }
    this.#changed();
  }

  #refused(session: Session, problem: Problem): Outcome {
    const { status, errors = [] } = problem;
    if (status === 401 || status === 403) this.denied = true;
    if (status === 422 && errors.length > 0) {
      this.session = sessions.refuse(session, errors);
      return { kind: 'invalid', count: errors.length };
    }
    const current = currentOf(problem);
    if (status === 412 && current) {
      this.session = sessions.yieldTo(session, saved(current));
      return this.session.draft.theirs ? { kind: 'conflict' } : { kind: 'merged', revision: current.revision };
    }
    return { kind: 'refused', reason: problem.detail ?? problem.title };
  }

  #end(outcome: Outcome | null): Outcome | null {
    this.outcome = outcome;
    this.#changed();
    return outcome;
  }

  async #learnRules(store: PipelineStore, src: string): Promise<void> {
    const published = await fetchSchema(src);
    if (store !== this.#store || published === null) return;
    this.#published = published;
    this.#changed();
  }
}

/** The extension member of a 412: the config that is saved instead of the one the edit began from. */
function currentOf(problem: Problem): ConfigDocument | null {
  const { current } = problem as Problem & { current?: Partial<ConfigDocument> };
  return typeof current?.revision === 'number' ? (current as ConfigDocument) : null;
}
