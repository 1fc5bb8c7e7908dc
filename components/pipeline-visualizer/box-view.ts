import { html, nothing, svg, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { Job, Stage } from '../../protocol/index.ts';
import { boxView, type BoxContext, type TreePlace } from '../graph/box.ts';
import { elapsed, formatDuration } from '../shared/duration.ts';
import { chevronDown, chevronRight } from '../shared/action-icons.ts';
import { icon, refresh } from '../shared/icons.ts';
import { lookIcon } from '../shared/look-icons.ts';
import { lookOf, type Look, type Progressing } from '../shared/look.ts';
import { statusLabel } from '../shared/status.ts';
import { LETTERS, summarizeFold, tally, type Fold, type JobEntry } from './folds.ts';
import type { Column } from './picture.ts';
import { stageShape } from './stage-icons.ts';
import { tv } from './strings.ts';
import { ticking } from './ticking.ts';
import { foldLabel, jobLabel, stageLabel } from './words.ts';

/** How far a job should be by what is usual (percent), as it is written into an attribute; nothing where that is not known. */
export type ProgressOf = (job: Job) => unknown;

export interface JobContext extends BoxContext {
  readonly progressOf?: ProgressOf | undefined;
}

export const jobView = ({ id, job, label }: JobEntry, place: TreePlace, context: JobContext): TemplateResult =>
  item(id, place, context, {
    classes: 'card job',
    look: lookOf(job),
    shows: [job, label, context.progressOf],
    name: (now) => jobLabel(job, now, context.lang),
    card: () => jobCard(job, label, context),
  });

export const foldView = (fold: Fold, place: TreePlace, context: BoxContext): TemplateResult =>
  item(fold.id, place, context, {
    classes: 'card fold',
    look: lookOf(summarizeFold(fold)),
    expanded: fold.open,
    shows: [fold.open, fold.jobs],
    name: (now) => foldLabel(fold, now, context.lang),
    card: () => foldCard(fold, context.lang),
  });

export const headingView = ({ id, stage, jobs }: Column, place: TreePlace, context: BoxContext): TemplateResult =>
  item(id, place, context, {
    classes: 'heading',
    look: stage ? lookOf(stage) : 'created',
    shows: [stage, jobs],
    name: (now) => (stage ? stageLabel(stage, now, context.lang) : tv(context.lang, 'visualizer.unplaced')),
    card: () => headingCard(stage, jobs, context.lang),
  });

/** What a stage without jobs shows in its column, so that the way through the pipeline is whole. Its heading says all of it aloud. */
export const placeholderView = (stage: Stage, lang: string): TemplateResult =>
  html`<div part="node" class="box card placeholder look-${lookOf(stage)}" aria-hidden="true">
    ${lookIcon(lookOf(stage))}<span class="name truncate">${statusLabel(stage, lang)}</span>
  </div>`;

interface Item {
  readonly classes: string;
  readonly look: Look;
  readonly expanded?: boolean;
  /** The things that name and card are made of: only when one of them is another one are they made anew. */
  readonly shows: readonly unknown[];
  readonly name: (now: number) => string;
  readonly card: () => TemplateResult;
}

/**
 * An update of one job touches one box, however many there are. The name changes with the job, and is brought up to date when
 * the focus comes: one that counted seconds would be read out every second.
 */
const item = (
  id: string,
  place: TreePlace,
  context: BoxContext,
  { shows, name, card, ...box }: Item,
): TemplateResult => {
  const { lang, tabStop } = context;
  return boxView(
    {
      ...box,
      id,
      place,
      name: guard([...shows, lang, tabStop === id], () => name(Date.now())),
      card: guard([...shows, lang], card),
    },
    context,
  );
};

function headingCard(stage: Stage | null, jobs: readonly Job[], lang: string): TemplateResult {
  const { count, done, failed } = tally(jobs);
  const isSkipped = stage?.conclusion === 'skipped';
  return html`<span class="tile">${icon(stageShape(stage))}</span>
    ${nameView(stage?.name ?? tv(lang, 'visualizer.unplaced'))}
    ${metaView([
      count > 0 &&
        (failedWords(failed, lang) ||
          (isSkipped ? statusLabel(stage, lang) : tv(lang, 'visualizer.done', { done, count }))),
      stage && timeOf(stage),
    ])}
    ${stage && count === 0 ? wordView(stage, lang) : nothing} ${progressBar(isSkipped ? 0 : (stage?.progress ?? 0))}`;
}

/** On a narrow page it stands in the heading instead of the box below it. */
const wordView = (stage: Stage, lang: string): TemplateResult =>
  html`<span class="word" aria-hidden="true">${lookIcon(lookOf(stage))}${statusLabel(stage, lang)}</span>`;

function jobCard(job: Job, label: string, { lang, progressOf }: JobContext): TemplateResult {
  const look = lookOf(job);
  const progress = look === 'running' && (job.progress || progressOf?.(job));
  // Whether a job runs or has succeeded, its icon and its time say.
  const plain = look === 'running' || look === 'success';
  return html`${lookIcon(look)} ${nameView(label, job.name)}
  ${metaView([
    !plain && statusLabel(job, lang),
    timeOf(job),
    job.allowFailure && look !== 'allowed' && tv(lang, 'visualizer.allowed'),
  ])}
  ${job.attempt > 1 ? badge(icon(refresh), job.attempt) : nothing} ${progress ? progressBar(progress) : nothing}`;
}

function foldCard(fold: Fold, lang: string): TemplateResult {
  const summary = summarizeFold(fold);
  const { count, done, failed } = summary;
  return html`${lookIcon(lookOf(summary))} ${nameView(fold.name)}
  ${metaView([
    failedWords(failed, lang),
    done === count ? timeOf(summary) : tv(lang, 'visualizer.done', { done, count }),
  ])}
  ${badge(count, icon(fold.open ? chevronDown : chevronRight))} ${bar('parts', count, summary.looks)}`;
}

const failedWords = (count: number, lang: string): string | false =>
  count > 0 && tv(lang, 'visualizer.failed', { count });

/** Hidden from screen readers like all that is on a card: the name of the box says it in whole words. */
const nameView = (label: string, title = label): TemplateResult =>
  html`<span class="name truncate" dir="auto" title=${title} aria-hidden="true">${endsOf(label)}</span>`;

/** So many letters are kept at the end of a name that is too long: the names of variants differ there. */
const KEPT = 7;

const endsOf = (label: string): unknown =>
  label.length > LETTERS
    ? html`<span class="ends"><span class="truncate">${label.slice(0, -KEPT)}</span>${label.slice(-KEPT)}</span>`
    : label;

const metaView = (parts: readonly unknown[]): TemplateResult =>
  html`<span class="meta truncate" dir="auto" aria-hidden="true"
    >${parts.filter(Boolean).map((part, index) => (index === 0 ? part : html` · ${part}`))}</span
  >`;

const badge = (...content: unknown[]): TemplateResult => html`<span class="badge" aria-hidden="true">${content}</span>`;

/** The time that something took or has taken so far; nothing before it starts. */
export function timeOf(thing: Progressing & Parameters<typeof elapsed>[0]): unknown {
  if (thing.startTime === null || thing.conclusion === 'skipped') return null;
  const counts = thing.status === 'running' && thing.endTime === null;
  return ticking((now) => formatDuration(elapsed(thing, now) ?? 0), counts);
}

const progressBar = (percent: unknown): TemplateResult => bar('', 100, [[null, percent]]);

/** Lengths one after the other, each in the colour of its look; null is the look of the box. */
function bar(classes: string, total: number, parts: readonly (readonly [Look | null, unknown])[]): TemplateResult {
  let x = 0;
  return html`<svg class="bar ${classes}" viewBox="0 0 ${total} 1" preserveAspectRatio="none" aria-hidden="true">
    ${parts.map(([look, width]) => {
      const part = svg`<rect class=${look ? `look-${look}` : nothing} x=${x} width=${width} height="1" />`;
      x += Number(width);
      return part;
    })}
  </svg>`;
}
