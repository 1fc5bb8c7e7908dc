import type { ConfigAnswer, ConfigDocument, ConfigRevision, Problem } from '../../../protocol/index.ts';
import { problemOf } from '../../shared/problem-of.ts';
import type { PipelineStore } from '../../store/types.ts';
import { saved } from './draft.ts';
import { History } from './history.ts';
import type { JsonSchema } from './json-schema.ts';
import type { JsonObject } from './json.ts';
import * as sessions from './session.ts';
import type { Picture, Session } from './session.ts';
import { t } from './strings.ts';

/** How the last save went, until the next edit: what to say of it, and the look of that. */
export interface Outcome {
  readonly look: 'success' | 'waiting' | 'failure';
  readonly say: (lang: string) => string;
}

/** The conversation between what a person edits and the store that keeps it. Needs no DOM. */
export class Editing {
  readonly store: PipelineStore;
  session: Session;
  saving = false;
  /** The server said that this person may not change the config. */
  denied = false;
  outcome: Outcome | null = null;
  /** What was saved before, newest first, by whom and when; empty where that is not told. */
  revisions: readonly ConfigRevision[] = [];
  readonly history = new History();

  readonly #changed: () => void;
  #pictured: Session | undefined;
  #picture: Picture;
  #asked: number | undefined;

  constructor(store: PipelineStore, config: ConfigDocument, schema: JsonSchema, changed: () => void) {
    this.store = store;
    this.session = sessions.open(schema, saved(config));
    this.#picture = sessions.pictureOf(this.session);
    this.#changed = changed;
  }

  /** What follows from the session; computed once for each. */
  get picture(): Picture {
    if (this.#pictured !== this.session) this.#picture = sessions.pictureOf(this.session);
    this.#pictured = this.session;
    return this.#picture;
  }

  /** What the store says is saved. */
  receive(config: ConfigDocument, schema: JsonSchema): void {
    // A save's own revision may come by the stream before its answer does: until then the stream has to wait.
    if (this.saving) return;
    const { session, picture } = this;
    this.session = sessions.receive(session.schema === schema ? session : { ...session, schema }, saved(config));
    if (this.session.draft.revision === session.draft.revision) return;
    this.history.clear();
    this.outcome = picture.unsaved > 0 ? merged(config.revision) : null;
  }

  /** `at` is where somebody types. */
  edit(session: Session, at?: string): void {
    const { mine } = this.session.draft;
    if (session.draft.mine !== mine) this.history.add(mine, at);
    this.#go(session);
  }

  /** What is to be said until the next edit. */
  say(outcome: Outcome): void {
    this.outcome = outcome;
    this.#changed();
  }

  undo(): void {
    this.#step(this.history.undo(this.session.draft.mine));
  }

  redo(): void {
    this.#step(this.history.redo(this.session.draft.mine));
  }

  /** The server's answer; null when nothing was saved, and `outcome` says why. */
  async save(): Promise<ConfigAnswer | null> {
    if (this.saving || this.denied) return null;
    this.#go({ ...sessions.merge(this.session), tried: true });
    const { session, picture } = this;
    if (picture.wrong > 0) this.outcome = invalid(picture.wrong);
    if (picture.wrong > 0 || picture.unsaved === 0) return null;

    this.saving = true;
    try {
      const answer = await this.store.saveConfig(picture.changes, session.draft.revision);
      this.session = sessions.accept(this.session, session.draft.mine, saved(answer.config));
      this.history.clear();
      this.outcome = success(answer);
      return answer;
    } catch (error) {
      this.outcome = this.#refused(problemOf(error));
      return null;
    } finally {
      this.saving = false;
      this.#changed();
    }
  }

  /** Asks who saved what, which only those may know who may save. Once for each revision. */
  async askRevisions(): Promise<void> {
    const { revision } = this.session.draft;
    if (this.#asked === revision) return;
    this.#asked = revision;
    try {
      this.revisions = await this.store.revisions();
    } catch (error) {
      // Of any other failure a save will tell; here only a line about the past is missing.
      this.denied = isDenial(problemOf(error));
    }
    this.#changed();
  }

  #step(mine: JsonObject | undefined): void {
    if (mine) this.#go(sessions.replace(this.session, mine));
  }

  #go(session: Session): void {
    this.session = session;
    this.outcome = null;
    this.#changed();
  }

  #refused(problem: Problem & { readonly current?: ConfigDocument }): Outcome {
    const { errors = [], current } = problem;
    this.denied = isDenial(problem);
    if (errors.length > 0) {
      this.session = { ...this.session, refusals: errors };
      return invalid(errors.length);
    }
    if (!current) return failure(problem);
    // A 412: this config is saved, and not the one that the edit began from.
    this.session = sessions.yieldTo(this.session, saved(current));
    this.history.clear();
    return this.session.draft.theirs ? CONFLICT : merged(current.revision);
  }
}

const isDenial = ({ status }: Problem): boolean => status === 401 || status === 403;

const CONFLICT: Outcome = { look: 'waiting', say: (lang) => t(lang, 'config.choose') };

const merged = (revision: number): Outcome => ({
  look: 'waiting',
  say: (lang) => t(lang, 'config.merged', { revision }),
});

const invalid = (count: number): Outcome => ({ look: 'failure', say: (lang) => t(lang, 'config.invalid', { count }) });

const failure = ({ detail, title }: Problem): Outcome => ({
  look: 'failure',
  say: (lang) => t(lang, 'config.refused', { reason: detail ?? title }),
});

const success = ({ config: { revision }, run }: ConfigAnswer): Outcome => ({
  look: 'success',
  say: (lang) =>
    run ? t(lang, 'config.started', { revision, run: `#${run.number}` }) : t(lang, 'config.saved', { revision }),
});
