import { html, render, type TemplateResult } from 'lit';
import type { LogType } from '../../../protocol/index.ts';
import { chevronRight } from '../../shared/action-icons.ts';
import { icon } from '../../shared/icons.ts';
import { TYPE_SHAPES } from './icons.ts';
import { TITLE, type Group } from '../model/groups.ts';
import { typeName } from '../model/log-book.ts';
import type { LogModel } from '../model/log-model.ts';
import { segmentsOf } from '../model/segments.ts';
import { formatTimestamp, type Timestamps } from '../model/time-format.ts';
import { paint } from './paint.ts';
import { t } from './strings.ts';

/** Characters of a line that are drawn at once: layout takes as long as a line has characters. */
const DRAWN = 5000;

export interface Named {
  readonly id: string;
  readonly name: string;
}

interface Working extends Named {
  readonly steps: readonly { readonly number: number; readonly name: string }[];
}

/** What a row shows besides the line itself. */
export interface RowSettings {
  readonly lang: string;
  readonly timestamps: Timestamps;
  /** Of the run (ms), where it is known. */
  readonly startTime: number | null | undefined;
  readonly stages: readonly Named[] | undefined;
  readonly jobs: readonly Working[] | undefined;
  /** The one of which all lines are that are shown: what is worth saying of each then is its step. */
  readonly job: string | null;
  /** The lines of which a person wants to see all characters. */
  readonly expanded: ReadonlySet<number>;
}

/** The name of a job's step, empty where it is not known. */
export const stepName = (jobs: readonly Working[] | undefined, job: string | null, step: number | undefined): string =>
  jobs?.find(({ id }) => id === job)?.steps.find(({ number }) => number === step)?.name ?? '';

/** The name of a stage or job of the run, as far as it is known. */
export const nameIn = (things: readonly Named[] | undefined, id: string): string =>
  things?.find((thing) => thing.id === id)?.name ?? id;

const foldButton = (lang: string, folded: boolean): TemplateResult =>
  html`<button
    class="fold"
    type="button"
    tabindex="-1"
    aria-expanded=${!folded}
    aria-label=${t(lang, 'log.group.toggle')}
  >
    ${icon(chevronRight)}
  </button>`;

const moreButton = (lang: string, count: number): TemplateResult =>
  html`<button class="more" type="button" tabindex="-1">${t(lang, 'log.more', { count })}</button>`;

/** What a template comes to, to stand among other nodes. */
function nodesOf(template: TemplateResult): DocumentFragment {
  const nodes = new DocumentFragment();
  render(template, nodes);
  return nodes;
}

function cell(name: string, ...content: Node[]): HTMLElement {
  const element = document.createElement('span');
  element.className = name;
  element.append(...content);
  return element;
}

/** Most of a row is as it was in the line that it showed before: it costs nothing then. */
function put<Name extends string>(thing: Record<Name, string>, name: Name, value: string): void {
  if (thing[name] !== value) thing[name] = value;
}

/** One row of the log: an element that is shown with ever other lines, thousands a second while a log scrolls past. */
export class RowView {
  readonly element = document.createElement('div');
  readonly #number = new Text();
  readonly #time = new Text();
  readonly #type = cell('type');
  readonly #place = new Text();
  readonly #origin = cell('origin', this.#place);
  readonly #message = cell('message');
  readonly #count = cell('count');
  #lang = '';
  /** Of the type that is drawn: two may have the same word in a language. */
  #typeKey = '';
  #depth = -1;
  /** The group of which it is the title. */
  #title: Group | undefined;
  /** How many lines are said to be in it. */
  #counted = 0;

  row = -1;
  /** The index of the line that is shown; -1 for none. */
  line = -1;
  /** Whether its text was there to be drawn. */
  hasText = true;
  /** The drawn text, in the pieces that the document has of it. */
  texts: readonly Text[] = [];
  /** Of the viewer's settings with which it was drawn. */
  revision = -1;

  constructor() {
    Object.assign(this.element, { role: 'listitem', tabIndex: -1, ariaSetSize: '-1' });
    this.element.part.add('line');
    this.element.append(
      cell('number', this.#number),
      cell('time', this.#time),
      this.#type,
      this.#origin,
      this.#message,
    );
  }

  show({ book, rows }: LogModel, line: number, settings: RowSettings, current: boolean): void {
    const { lang, timestamps, startTime, stages, jobs, expanded } = settings;
    this.line = line;
    this.#lang = lang;
    this.hasText = book.texts.at(line) !== undefined;
    const type = typeName(book.type(line));
    const { stage = null, job = null, step } = book.origins[book.origin(line)] ?? {};
    const stepped = stepName(jobs, job, step);
    const place = job !== null ? nameIn(jobs, job) : stage !== null ? nameIn(stages, stage) : '';
    const text = book.styledText(line);
    const all = expanded.has(line) || text.text.length <= DRAWN;
    const group = book.group(line);
    const title = book.kind(line) === TITLE ? book.groups.all[group] : undefined;
    const folded = title !== undefined && rows.isFolded(group);
    let depth = title ? -1 : 0;
    for (let at = book.groups.all[group]; at; at = book.groups.all[at.parent]) depth++;

    const names = ['row', type, title && 'heading', folded && 'folded', depth > 0 && 'nested', current && 'current'];
    put(this.element, 'className', names.filter(Boolean).join(' '));
    if (depth !== this.#depth) this.element.style.setProperty('--_depth', String((this.#depth = depth)));
    put(this.#number, 'data', String(book.number(line)));
    put(this.#time, 'data', formatTimestamp(book.time(line), timestamps, startTime ?? book.time(0) ?? 0));
    put(this.#place, 'data', job === settings.job ? stepped || place : place);
    put(this.#origin, 'title', `${place} ${stepped}`);
    this.#showType(type, lang);
    const nodes = segmentsOf(text, all ? Infinity : DRAWN).map((segment) => paint(segment, current ? 0 : -1));
    this.texts = nodes.map((node) => (node instanceof Text ? node : (node.firstChild as Text)));
    this.#message.replaceChildren(...nodes);
    this.#title = title;
    if (title) {
      this.#counted = -1;
      this.count();
      this.#message.prepend(nodesOf(foldButton(lang, folded)));
      this.#message.append(this.#count);
    }
    if (!all) this.#message.append(nodesOf(moreButton(lang, text.text.length - DRAWN)));
  }

  #showType(type: LogType, lang: string): void {
    const label = t(lang, `log.type.${type}`);
    const key = type + label;
    if (key === this.#typeKey) return;
    this.#typeKey = key;
    render(html`${icon(TYPE_SHAPES[type])}<i class="visually-hidden">${label}</i>`, this.#type);
  }

  /** Says how many lines there are by now in the group of which it is the title. */
  count(): void {
    const count = this.#title?.lines ?? this.#counted;
    if (count === this.#counted) return;
    this.#counted = count;
    this.#count.textContent = count > 0 ? t(this.#lang, 'log.lines', { count }) : '';
  }
}
