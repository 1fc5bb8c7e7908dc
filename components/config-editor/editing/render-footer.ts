import { html, nothing, type TemplateResult } from 'lit';
import { icon, info } from '../../shared/icons.ts';
import { formatDateTime } from '../../shared/strings.ts';
import type { Editing } from './editing.ts';
import { valueAt } from './json.ts';
import { t } from './strings.ts';

export interface FooterOptions {
  lang: string;
  readonly: boolean;
  hasConflict: boolean;
  onDiscard: () => void;
}

/** The buttons, how the last save went or what there is to save, and what is saved already. */
export function renderFooter(editing: Editing, options: FooterOptions): TemplateResult {
  const { outcome, session } = editing;
  const { lang, readonly } = options;
  const startsRun = valueAt(session.draft.base, ['runner', 'kind']) !== 'external';
  return html`<footer part="toolbar" class="panel-header">
      ${readonly ? nothing : buttons(editing, options)}
      <p part="status" class="outcome look-${outcome?.look ?? 'queued'}" role="status">${standing(editing, lang)}</p>
    </footer>
    <aside class="note muted">
      ${icon(info)}
      <p>${past(editing, lang)}<br />${t(lang, startsRun ? 'config.effect.run' : 'config.effect')}</p>
    </aside>`;
}

function buttons({ saving, picture }: Editing, { lang, hasConflict, onDiscard }: FooterOptions): TemplateResult {
  const idle = saving || picture.unsaved === 0;
  return html`<button class="button primary" type="submit" aria-disabled=${idle}>
      ${t(lang, saving ? 'config.saving' : hasConflict ? 'config.save.choice' : 'config.save')}
    </button>
    <button class="button plain" type="button" aria-disabled=${idle} @click=${() => idle || onDiscard()}>
      ${t(lang, 'config.discard')}
    </button>`;
}

function standing({ denied, outcome, picture }: Editing, lang: string): string {
  if (denied) return t(lang, 'config.readonly');
  if (outcome) return outcome.say(lang);
  return picture.unsaved === 0 ? t(lang, 'config.clean') : t(lang, 'config.dirty', { count: picture.unsaved });
}

/** Which revision is saved, and by whom and when as far as that is known. */
function past({ session, revisions: [newest] }: Editing, lang: string): string {
  const { revision } = session.draft;
  if (revision === 0) return t(lang, 'config.first');
  if (newest?.revision !== revision) return t(lang, 'config.revision', { revision });
  const { author } = newest;
  const time = formatDateTime(newest.time, lang);
  return author === null
    ? t(lang, 'config.anonymous', { revision, time })
    : t(lang, 'config.by', { revision, time, author });
}
