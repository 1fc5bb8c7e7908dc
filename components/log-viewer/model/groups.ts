import { commandOf } from './commands.ts';

/** A part of one job's log that can be folded. Indexes count the lines that are held; groups nest. */
export interface Group {
  readonly title: number;
  /** The index behind its last line; null while it goes on. */
  end: number | null;
  readonly parent: number;
  readonly kind: 'github' | 'gitlab' | 'buildkite';
  /** GitLab's name, by which it is closed. */
  readonly name: string;
  /** How the source wants it to be shown at first. */
  folded: boolean;
  /** How many lines are in it, without its title. */
  lines: number;
  errors: number;
}

/** What a line is, apart from its text. */
export const LINE = 0;
/** The title of a group, shown with a triangle. */
export const TITLE = 1;
/** Says only that a group begins or ends: not shown. */
export const MARK = 2;
export type LineKind = typeof LINE | typeof TITLE | typeof MARK;

/** No group. */
export const NONE = -1;

export interface Placed {
  kind: LineKind;
  /** The innermost group that the line is in; of a title, the one that it opens. */
  group: number;
}

/** GitLab's marks, each of which a terminal erases: `section_start:<seconds>:<name>[collapsed=true]\r ESC [0K`. */
const SECTION =
  /^(?:\x1b\[[\d;]*[mK])*section_(start|end):\d+:([^\r\n[\]\x1b]+)(\[[^\]\r\n]*\])?(?:\r(?:\x1b\[0?K)?|$)/;
/** One of these begins a line that is any of the following. */
const SIGNS = '#:-+~^';
/** Buildkite's titles: `---` begins a group, `+++` an important one, `~~~` one of lesser interest. */
const BUILDKITE = /^(---|\+\+\+|~~~) (?=\S)/;
/** What looks the same in ordinary output: diffs, results of Go's tests, underlined titles. */
const NOT_BUILDKITE =
  /^(?:--- (?:a\/|PASS|FAIL|SKIP|BENCH|\S*\d{4}-\d\d-\d\d)|\+\+\+ (?:b\/|\/dev\/null)|--- \/dev\/null)|^(?:---|\+\+\+|~~~) [-+~=]/;

/** Says to Buildkite that the group is worth seeing after all: a command in it has failed. */
const BUILDKITE_OPEN = '^^^ +++';

/** Deeper groups are not told apart: each line is counted in all that it is in. */
const MAX_DEPTH = 16;

interface JobGroups {
  /** The open groups, outermost first. */
  open: number[];
  /** GitLab's marks that have not met their title yet: it may come on the following line. */
  awaiting: { name: string; folded: boolean }[];
}

/** Finds the groups of GitHub, GitLab and Buildkite as lines come. Each job has its own: jobs write at the same time. */
export class Groups {
  readonly all: Group[] = [];
  readonly #jobs = new Map<number, JobGroups>();

  /** Places the line with the index `at`. `job` is any number that is the same for the lines of one job. */
  place(at: number, job: number, message: string, text: string): Placed {
    let state = this.#jobs.get(job);
    if (!state) this.#jobs.set(job, (state = { open: [], awaiting: [] }));
    const marked = message.includes('section_') && this.#readSections(state, at, message);
    if (marked && text.replace(SECTION, '') === '') return { kind: MARK, group: state.open.at(-1) ?? NONE };
    const [section] = state.awaiting;
    if (section) {
      let placed: Placed = { kind: LINE, group: NONE };
      for (const { name, folded } of state.awaiting) placed = this.#begin(state, at, { kind: 'gitlab', name, folded });
      state.awaiting = [];
      return placed;
    }
    return this.#placeText(state, at, text);
  }

  #placeText(state: JobGroups, at: number, text: string): Placed {
    const group = state.open.at(-1) ?? NONE;
    if (!SIGNS.includes(text.charAt(0))) return { kind: LINE, group };
    const name = commandOf(text)?.name;
    if (name === 'endgroup') {
      return { kind: MARK, group: this.#end(state, at, ({ kind }) => kind === 'github') ?? group };
    }
    if (name === 'group') {
      this.#end(state, at, ({ kind }) => kind === 'github');
      return this.#begin(state, at, { kind: 'github', name: '', folded: true });
    }
    if (BUILDKITE.test(text) && !NOT_BUILDKITE.test(text)) {
      this.#end(state, at, ({ kind }) => kind === 'buildkite');
      return this.#begin(state, at, { kind: 'buildkite', name: '', folded: text.startsWith('~') });
    }
    const current = this.all[group];
    if (text.trimEnd() === BUILDKITE_OPEN && current?.kind === 'buildkite') {
      current.folded = false;
      return { kind: MARK, group };
    }
    return { kind: LINE, group };
  }

  #readSections(state: JobGroups, at: number, message: string): boolean {
    let rest = message;
    for (let mark = SECTION.exec(rest); mark; mark = SECTION.exec(rest)) {
      const [whole, edge, name = '', options = ''] = mark;
      rest = rest.slice(whole.length);
      if (edge === 'start') {
        const section = { name, folded: options.includes('collapsed=true') };
        state.awaiting = [...state.awaiting, section].slice(-MAX_DEPTH);
      } else {
        state.awaiting = state.awaiting.filter((section) => section.name !== name);
        this.#end(state, at, (group) => group.kind === 'gitlab' && group.name === name);
      }
    }
    return rest !== message;
  }

  #begin(state: JobGroups, at: number, { kind, name, folded }: Pick<Group, 'kind' | 'name' | 'folded'>): Placed {
    const parent = state.open.at(-1) ?? NONE;
    if (state.open.length >= MAX_DEPTH) return { kind: LINE, group: parent };
    const group = this.all.push({ title: at, end: null, parent, kind, name, folded, lines: 0, errors: 0 }) - 1;
    state.open.push(group);
    return { kind: TITLE, group };
  }

  /** Closes the innermost group of that sort, and those inside of it. */
  #end(state: JobGroups, at: number, is: (group: Group) => boolean): number | undefined {
    const depth = state.open.findLastIndex((id) => {
      const group = this.all[id];
      return group !== undefined && is(group);
    });
    if (depth < 0) return undefined;
    const closed = state.open.splice(depth);
    for (const id of closed) {
      const group = this.all[id];
      if (group) group.end = at;
    }
    return closed[0];
  }
}
