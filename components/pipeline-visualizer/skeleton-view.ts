import { html, type TemplateResult } from 'lit';

/** Where five stages will be, so that nothing jumps when they come; the note in front of it says why they are not there. */
export const skeleton = (note: unknown, waiting: boolean): TemplateResult =>
  html`<div class="absent ${waiting ? 'waiting' : ''}">
    ${Array.from(
      { length: 5 },
      () => html`<div class="ghost" aria-hidden="true"><i class="line"></i><i class="box"></i></div>`,
    )}
    ${note}
  </div>`;
