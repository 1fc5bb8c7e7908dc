import { html } from 'lit';

/** Where five stages will be, so that nothing jumps when they come; faint where none are on their way. */
export const ghosts = (connection: string | undefined): unknown => {
  const faint = connection === 'connecting' || connection === 'idle' ? '' : 'faint';
  return Array.from(
    { length: 5 },
    () => html`<div class="ghost ${faint}" aria-hidden="true"><i class="line"></i><i class="box card"></i></div>`,
  );
};
