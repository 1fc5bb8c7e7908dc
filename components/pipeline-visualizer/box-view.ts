import { html, nothing, svg, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { Job, Stage } from '../../protocol/index.ts';
import { elapsed, formatDuration } from '../shared/duration.ts';
import { chevronDown, chevronRight, icon, lookIcon, refresh } from '../shared/icons.ts';
import { lookOf, statusKey, type Look, type Progressing } from '../shared/look.ts';
import { t } from '../shared/strings.ts';
import { failuresOf, summarizeFold, type Fold, type JobEntry } from './folds.ts';
import type { Column } from './picture.ts';
import { stageShape } from './stage-icons.ts';
import { tv } from './strings.ts';
import { ticking } from './ticking.ts';
import { foldLabel, jobLabel, stageLabel } from './words.ts';

/** What a box shows besides itself. */
export interface BoxContext {
  readonly lang: string;
  /** The id of the one box that the Tab key leads to. */
  readonly tabStop: string | null;
  /** The id of the box that is selected. */
  readonly selected: string | null;
}

/** Where a box is in the tree, for those who do not see it. */
export interface TreePlace {
  readonly level: number;
  /** From 1. */
  readonly position: number;
  readonly size: number;
}

export const jobView = ({ id, job, label }: JobEntry, place: TreePlace, context: BoxContext): TemplateResult =>
  item(id, place, context, {
    look: lookOf(job),
    shows: [job, label],
    name: (now) => jobLabel(job, now, context.lang),
    card: () => jobCard(job, label, context.lang),
  });

export const foldView = (fold: Fold, place: TreePlace, context: BoxContext): TemplateResult =>
  item(fold.id, place, context, {
    kind: 'fold',
    look: lookOf(summarizeFold(fold)),
    expanded: fold.open,
    shows: [fold.open, ...fold.jobs],
    name: (now) => foldLabel(fold, now, context.lang),
    card: () => foldCard(fold, context.lang),
  });

export const headingView = ({ id, stage, jobs }: Column, place: TreePlace, context: BoxContext): TemplateResult =>
  item(id, place, context, {
    kind: 'heading',
    look: stage ? lookOf(stage) : 'created',
    shows: [stage, ...jobs],
    name: (now) => (stage ? stageLabel(stage, now, context.lang) : tv(context.lang, 'visualizer.unplaced')),
    card: () => headingCard(stage, jobs, context.lang),
  });

/** What a stage without jobs shows in its column, so that the way through the pipeline is whole. Its heading says all of it aloud. */
export const placeholderView = (stage: Stage, lang: string): TemplateResult =>
  html`<div part="node" class="box placeholder look-${lookOf(stage)}" aria-hidden="true">
    ${lookIcon(lookOf(stage))}<span class="name truncate">${t(lang, statusKey(stage))}</span>
  </div>`;

interface Item {
  readonly kind?: 'job' | 'fold' | 'heading';
  readonly look: Look;
  /** Null where there is nothing to unfold. */
  readonly expanded?: boolean | null;
  /** The things that name and card are made of: only when one of them is another one are they made anew. */
  readonly shows: readonly unknown[];
  readonly name: (now: number) => string;
  readonly card: () => TemplateResult;
}

/**
 * An update of one job touches one box, however many there are. The name changes with the job, and is brought up to date when
 * the focus comes: one that counted seconds would be read out every second.
 */
function item(
  id: string,
  { level, position, size }: TreePlace,
  { lang, tabStop, selected }: BoxContext,
  item: Item,
): TemplateResult {
  const { kind = 'job', look, expanded = null, shows, name, card } = item;
  const tabbable = tabStop === id;
  // eslint-disable-next-line lit-a11y/accessible-name -- a tree item is named by what is in it
  return html`<div
    part=${kind === 'heading' ? nothing : 'node'}
    class="box ${kind} look-${look}"
    role="treeitem"
    data-box=${id}
    tabindex=${tabbable ? 0 : -1}
    aria-level=${level}
    aria-posinset=${position}
    aria-setsize=${size}
    aria-selected=${selected === id ? 'true' : 'false'}
    aria-expanded=${expanded ?? nothing}
  >
    <span class="visually-hidden">${guard([...shows, lang, tabbable], () => name(Date.now()))}</span>
    ${guard([...shows, lang], card)}
  </div>`;
}

const headingCard = (stage: Stage | null, jobs: readonly Job[], lang: string): TemplateResult => {
  const done = jobs.filter((job) => job.status === 'completed').length;
  const failed = jobs.filter((job) => lookOf(job) === 'failure').length;
  const skipped = stage?.conclusion === 'skipped';
  const begun = stage !== null && stage.status !== 'created' && !skipped;
  return html`<span class="tile">${icon(stageShape(stage))}</span>
    ${nameView(stage?.name ?? tv(lang, 'visualizer.unplaced'))}
    ${metaView([
      failed > 0 && tv(lang, 'visualizer.failed', { count: failed }),
      skipped && jobs.length > 0 && t(lang, 'status.skipped'),
      failed === 0 && !skipped && jobs.length > 0 && tv(lang, 'visualizer.done', { done, count: jobs.length }),
      stage && timeOf(stage),
    ])}
    ${stage && jobs.length === 0 ? wordView(stage, lang) : nothing} ${progressBar(begun ? stage.progress : 0)}`;
};

/** On a narrow page it stands in the heading instead of the box below it. */
const wordView = (stage: Stage, lang: string): TemplateResult =>
  html`<span class="word" aria-hidden="true">${lookIcon(lookOf(stage))}${t(lang, statusKey(stage))}</span>`;

function jobCard(job: Job, label: string, lang: string): TemplateResult {
  const look = lookOf(job);
  // Whether a job runs or has succeeded, its icon and its time say.
  const plain = look === 'running' || look === 'success';
  return html`${lookIcon(look)} ${nameView(label, job.name)}
  ${metaView([
    !plain && t(lang, statusKey(job)),
    timeOf(job),
    job.allowFailure && look !== 'allowed' && tv(lang, 'visualizer.allowed'),
  ])}
  ${job.attempt > 1 ? html`<span class="badge" aria-hidden="true">${icon(refresh)}${job.attempt}</span>` : nothing}
  ${job.status === 'running' && job.progress > 0 ? progressBar(job.progress) : nothing}`;
}

function foldCard(fold: Fold, lang: string): TemplateResult {
  const summary = summarizeFold(fold);
  const failed = failuresOf(fold);
  const count = fold.jobs.length;
  return html`${lookIcon(lookOf(summary))} ${nameView(fold.name)}
    ${metaView([
      failed > 0 && tv(lang, 'visualizer.failed', { count: failed }),
      summary.status === 'completed' ? timeOf(summary) : tv(lang, 'visualizer.done', { done: summary.done, count }),
    ])}
    <span class="badge" aria-hidden="true">${count}${icon(fold.open ? chevronDown : chevronRight)}</span>
    ${countBar(summary.counts, count)}`;
}

/** Hidden from screen readers like all that is on a card: the name of the box says it in whole words. */
const nameView = (label: string, title = label): TemplateResult =>
  html`<span class="name truncate" dir="auto" title=${title} aria-hidden="true">${label}</span>`;

const metaView = (parts: readonly unknown[]): TemplateResult =>
  html`<span class="meta truncate" dir="auto" aria-hidden="true"
    >${parts.filter(Boolean).map((part, index) => (index === 0 ? part : html` · ${part}`))}</span
  >`;

/** The time that something took or has taken so far; nothing before it starts. */
export function timeOf(thing: Progressing & Parameters<typeof elapsed>[0]): unknown {
  if (thing.startTime === null || thing.conclusion === 'skipped') return null;
  const counts = thing.status === 'running' && thing.endTime === null;
  return ticking((now) => formatDuration(elapsed(thing, now) ?? 0), counts);
}

const progressBar = (percent: number): TemplateResult =>
  html`<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<rect width=${Math.min(100, Math.max(0, percent))} height="1" />`}
  </svg>`;

/** How many jobs of a group look how, as parts of one bar. */
function countBar(counts: readonly (readonly [Look, number])[], total: number): TemplateResult {
  let x = 0;
  const parts = counts.map(([look, count]) => {
    const part = svg`<rect class="look-${look}" x=${x} width=${count} height="1" />`;
    x += count;
    return part;
  });
  return html`<svg class="bar parts" viewBox="0 0 ${total} 1" preserveAspectRatio="none" aria-hidden="true">
    ${parts}
  </svg>`;
}
