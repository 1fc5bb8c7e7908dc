import { html, type TemplateResult } from 'lit';
import { close } from './action-icons.ts';
import { icon } from './icons.ts';
import { createTranslate } from './strings.ts';

const t = createTranslate({ 'action.close': 'Close' });

export const closeButton = (lang: string, onClose: () => void): TemplateResult =>
  html`<button class="button plain square" type="button" aria-label=${t(lang, 'action.close')} @click=${onClose}>
    ${icon(close)}
  </button>`;
