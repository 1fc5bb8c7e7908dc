import { html, nothing, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { RunSummary } from '../../../protocol/index.ts';
import { moveOf } from '../../graph/handling/walk.ts';
import { elapsed, formatDuration } from '../../shared/duration.ts';
import { play } from '../../shared/action-icons.ts';
import { icon, line, refresh } from '../../shared/icons.ts';
import { lookIcon } from '../../shared/look-icons.ts';
import { lookOf } from '../../shared/look.ts';
import { boxAt, type RovingFocus } from '../../shared/roving-focus.ts';
import { ago, spellDuration, status } from '../../shared/spoken.ts';
import { t as shared } from '../../shared/strings.ts';
import type { StoreSnapshot } from '../../store/types.ts';
import type { History } from './history.ts';
import type { Usual } from './runs.ts';
import { t } from './strings.ts';

export interface StripOptions {
  readonly lang: string;
  readonly focus: RovingFocus;
  /** Null for whatever is the newest run. */
  readonly onChoose: (id: string | null) => void;
  /** Null where the shown run cannot be played again. */
  readonly onReplay: (() => void) | null;
}

const flakyMark = line('m1.5 10 3.25-4L8 10l3.25-4 3.25 4');

/** A bar never gets higher than so many times the usual, or one bad run would flatten all others. */
const HIGHEST = 2.5;

export function stripView(
  history: History,
  { run }: Pick<StoreSnapshot, 'run'>,
  options: StripOptions,
): TemplateResult {
  const { runs, usual } = history;
  const { lang, focus, onChoose, onReplay } = options;
  const newest = runs.at(-1)?.id ?? null;
  const tabStop = focus.stopAmong(
    runs.map(({ id }) => id),
    run?.id ?? newest,
  );
  const choose = (id: string): void => onChoose(id === newest ? null : id);
  const scale = scaleOf(history);
  return html`<div part="header" class="panel-header">
      <strong class="title">${t(lang, 'history.title')}</strong>
      <span class="muted">${usualWords(usual, lang)}</span>
      <span class="spacer"></span>
      ${
        onReplay &&
        html`<button class="button live" type="button" @click=${onReplay}>
          ${icon(play)}${t(lang, 'history.replay')}
        </button>`
      }
      ${
        run && newest !== null && run.id !== newest
          ? html`<button class="button live" type="button" @click=${() => onChoose(null)}>
              ${t(lang, 'history.live')}
            </button>`
          : nothing
      }
    </div>
    <div part="viewport" class="viewport">
      <div
        class="strip"
        role="listbox"
        aria-orientation="horizontal"
        aria-label=${t(lang, 'history.title')}
        @click=${(event: Event) => {
          const id = boxAt(event);
          if (id !== null) choose(id);
        }}
        @keydown=${(event: KeyboardEvent) => onKey(event, runs, focus, choose)}
      >
        ${repeat(
          runs,
          ({ id }) => id,
          (one) =>
            html`<div
              part="node"
              class="run look-${lookOf(one)}"
              role="option"
              data-box=${one.id}
              tabindex=${one.id === tabStop ? 0 : -1}
              aria-selected=${one.id === run?.id}
              aria-label=${nameOf(one, history, lang)}
              title=${nameOf(one, history, lang)}
            >
              <span class="mark">${history.flaky.has(one.id) ? icon(flakyMark) : nothing}</span>
              ${barView(one, usual, scale)} ${lookIcon(lookOf(one))}
            </div>`,
        )}
      </div>
    </div>
    ${flakyView(history, lang)}
    ${
      history.problem
        ? html`<div class="note error" role="status">
            <span>${t(lang, 'history.problem')}</span>
            <button class="button" type="button" @click=${() => void history.fetch()}>
              ${icon(refresh)}${shared(lang, 'action.retry')}
            </button>
          </div>`
        : nothing
    }`;
}

function usualWords({ median, trend }: Usual, lang: string): string {
  if (median === null) return '';
  const percent = Math.round(Math.abs(trend ?? 0) * 100);
  const direction = percent < 5 ? 'steady' : (trend ?? 0) > 0 ? 'slower' : 'faster';
  const words = direction === 'steady' ? t(lang, 'history.steady') : t(lang, `history.${direction}`, { percent });
  return [t(lang, 'history.median', { time: formatDuration(median) }), trend !== null && words]
    .filter(Boolean)
    .join(' · ');
}

/** "Run 42, failed, 2 minutes 10 seconds, 3 hours ago, flaky" */
function nameOf(run: RunSummary, { flaky }: History, lang: string): string {
  const now = Date.now();
  const time = elapsed(run, now);
  return [
    shared(lang, 'run.number', { number: run.number }),
    run.title,
    status(run, lang),
    time !== null && spellDuration(time, lang),
    run.startTime !== null && ago(run.startTime, now, lang),
    flaky.has(run.id) && t(lang, 'history.flaky'),
  ]
    .filter(Boolean)
    .join(', ');
}

/** The time that is as high as the strip. */
function scaleOf({ runs, usual }: History): number {
  const longest = runs.reduce((most, run) => Math.max(most, elapsed(run, Date.now()) ?? 0), 1);
  return usual.median === null ? longest : Math.min(longest, usual.median * HIGHEST);
}

/** In hundredths of the height. What is usual is a line through all of them. */
function barView(run: RunSummary, { median }: Usual, scale: number): TemplateResult {
  const height = Math.min(100, Math.max(3, (100 * (elapsed(run, Date.now()) ?? 0)) / scale));
  return html`<svg class="bar" viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true">
    ${median === null ? nothing : svg`<path class="usual" d="M0 ${100 - (100 * median) / scale}h10" />`}
    <rect x="2" width="6" y=${100 - height} height=${height} />
  </svg>`;
}

function flakyView({ jobs }: History, lang: string): unknown {
  return [...jobs].map(([sha, names]) =>
    names.length === 0
      ? nothing
      : html`<p class="flaky look-waiting">
          ${icon(flakyMark)}<span dir="auto"
            >${t(lang, 'history.flaky.jobs', { sha: sha.slice(0, 7), jobs: names.join(', ') })}</span
          >
        </p>`,
  );
}

function onKey(
  event: KeyboardEvent,
  runs: readonly RunSummary[],
  focus: RovingFocus,
  choose: (id: string) => void,
): void {
  const from = boxAt(event);
  const at = runs.findIndex(({ id }) => id === from);
  if (from === null || at < 0) return;
  const move = moveOf(event, getComputedStyle(event.currentTarget as Element).direction === 'rtl');
  const steps: Partial<Record<NonNullable<typeof move>, number>> = {
    back: Math.max(0, at - 1),
    forth: Math.min(runs.length - 1, at + 1),
    home: 0,
    end: runs.length - 1,
  };
  const target = move === null ? undefined : runs[steps[move] ?? -1];
  if (target) void focus.focus(target.id);
  else if (event.key === 'Enter' || event.key === ' ') choose(from);
  else return;
  event.preventDefault();
}
