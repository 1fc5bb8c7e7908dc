import { html, type TemplateResult } from 'lit';
import { lookIcon } from './look-icons.ts';
import { lookOf, type Progressing } from './look.ts';
import { createTranslate } from './strings.ts';

const say = createTranslate({
  'status.created': 'Not started',
  'status.queued': 'Queued',
  'status.waiting': 'Waiting',
  'status.running': 'Running',
  'status.success': 'Succeeded',
  'status.failure': 'Failed',
  'status.error': 'Broken',
  'status.cancelled': 'Cancelled',
  'status.timed_out': 'Timed out',
  'status.skipped': 'Skipped',
  'status.neutral': 'Ended',
  'status.allowed': 'Failed, but allowed',
  'wait.approval': 'Waiting for approval',
  'wait.manual': 'Waiting for a manual start',
  'wait.resource': 'Waiting for a resource',
  'wait.schedule': 'Waiting for its time',
  'wait.dependency': 'Waiting for another job',
});

/** The most telling words for a status, such as "Timed out" or "Waiting for approval". */
export function statusLabel(thing: Progressing, lang: string): string {
  const { status, conclusion, waitReason } = thing;
  if (status === 'completed')
    return say(lang, lookOf(thing) === 'allowed' ? 'status.allowed' : `status.${conclusion ?? 'neutral'}`);
  return say(lang, status === 'waiting' && waitReason ? `wait.${waitReason}` : `status.${status}`);
}

/** Icon and words in the colour of the status; `pill` puts a tint behind them. */
export function statusBadge(thing: Progressing, lang: string, { pill = false } = {}): TemplateResult {
  const look = lookOf(thing);
  return html`<span part="status" class="status look-${look} ${pill ? 'pill' : ''}"
    >${lookIcon(look)}${statusLabel(thing, lang)}</span
  >`;
}
