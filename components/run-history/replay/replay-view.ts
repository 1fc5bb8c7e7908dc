import { css, html, type TemplateResult } from 'lit';
import { formatDuration } from '../../shared/duration.ts';
import { play } from '../../shared/action-icons.ts';
import { closeButton } from '../../shared/close-button.ts';
import { icon, solid } from '../../shared/icons.ts';
import { createTranslate } from '../../shared/strings.ts';
import { SPEEDS, type Replay } from './replay.ts';
import { field } from '../../shared/fields/field.styles.ts';

const t = createTranslate({
  'replay.label': 'Replay of run {number}',
  'replay.play': 'Play',
  'replay.pause': 'Pause',
  'replay.time': 'Time in the run',
  'replay.speed': 'Speed',
});

const pause = solid('M4.25 3.25h2.5v9.5h-2.5zm5 0h2.5v9.5h-2.5z');

export const styles = [
  css`
    ${field}
    .replay {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--_space);
      padding: calc(var(--_space) * 0.5) calc(var(--_space) * 1.5);
      border-block-start: 1px solid var(--_border);
    }
    .replay > input {
      flex: 1 1 10em;
      min-inline-size: 0;
      accent-color: var(--_accent);
    }
    .replay > .speed {
      min-inline-size: 4.5em;
    }
  `,
];

/** Play, pause, the speed, and the time that can be drawn to any moment. */
export function replayView(replay: Replay, lang: string, onClose: () => void): TemplateResult {
  const { isPlaying, begin, end, time, speed, run } = replay;
  const label = t(lang, isPlaying ? 'replay.pause' : 'replay.play');
  const told = `${formatDuration(time - begin)} / ${formatDuration(end - begin)}`;
  return html`<div class="replay" role="group" aria-label=${t(lang, 'replay.label', { number: run.number })}>
    <button
      class="button square"
      type="button"
      aria-label=${label}
      title=${label}
      @click=${() => (isPlaying ? replay.pause() : replay.play())}
    >
      ${icon(isPlaying ? pause : play)}
    </button>
    <input
      type="range"
      min="0"
      max=${end - begin}
      step="100"
      .value=${String(time - begin)}
      aria-label=${t(lang, 'replay.time')}
      aria-valuetext=${told}
      @input=${(event: Event) => replay.seek(begin + Number((event.currentTarget as HTMLInputElement).value))}
    />
    <span class="muted">${told}</span>
    <select
      class="field speed"
      aria-label=${t(lang, 'replay.speed')}
      @change=${(event: Event) => {
        replay.speed = SPEEDS[(event.currentTarget as HTMLSelectElement).selectedIndex] ?? 1;
      }}
    >
      ${SPEEDS.map((one) => html`<option ?selected=${one === speed}>${one} ×</option>`)}
    </select>
    ${closeButton(lang, onClose)}
  </div>`;
}
