import { html, nothing, type SVGTemplateResult, type TemplateResult } from 'lit';
import { download } from '../../shared/action-icons.ts';
import { icon } from '../../shared/icons.ts';
import type { Editing } from './editing.ts';
import { redo, undo, upload } from './icons.ts';
import { t } from './strings.ts';

export interface Tools {
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onImport: (files: Iterable<File>) => void;
  readonly onExport: () => void;
  readonly onMode: () => void;
}

/** The buttons in the header. */
export function renderToolbar(
  { history, session }: Editing,
  { lang, readonly }: { readonly lang: string; readonly readonly: boolean },
  { onUndo, onRedo, onImport, onExport, onMode }: Tools,
): TemplateResult {
  const tool = (key: 'undo' | 'redo' | 'import' | 'export', shape: SVGTemplateResult, act: (() => void) | null) => {
    const label = t(lang, `config.${key}`);
    return html`<button
      class="button plain square"
      type="button"
      aria-label=${label}
      title=${label}
      aria-disabled=${act === null}
      @click=${act ?? nothing}
    >
      ${icon(shape)}
    </button>`;
  };
  const choose = (): void => {
    const input = Object.assign(document.createElement('input'), { type: 'file', multiple: true });
    input.addEventListener('change', () => onImport(input.files ?? []));
    input.click();
  };
  return html`<div class="buttons">
    ${
      readonly
        ? nothing
        : html`${tool('undo', undo, history.canUndo ? onUndo : null)}
          ${tool('redo', redo, history.canRedo ? onRedo : null)} ${tool('import', upload, choose)}`
    }
    ${tool('export', download, onExport)}
    <button class="button" type="button" @click=${onMode}>
      ${t(lang, session.source ? 'config.form' : 'config.json')}
    </button>
  </div>`;
}
