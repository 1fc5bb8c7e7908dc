import { css } from 'lit';

/**
 * The public tokens `--pw-*` with their defaults, under the short names that our own styles use. A page sets the public
 * ones anywhere above an element. All text colours have a contrast of 4.5 or more to the surface, and to a 12 % tint of
 * themselves on it, in both schemes; `tokens.test.ts` computes that.
 */
export const tokens = css`
  [part~='base'] {
    --_success: var(--pw-color-success, light-dark(#18793a, #4fc571));
    --_failure: var(--pw-color-failure, light-dark(#c4232f, #ff8080));
    --_running: var(--pw-color-running, light-dark(#0b62d0, #74b3ff));
    --_queued: var(--pw-color-queued, light-dark(#5a6372, #a7afbb));
    --_waiting: var(--pw-color-waiting, light-dark(#8a5a00, #e6b450));
    --_skipped: var(--pw-color-skipped, light-dark(#646c78, #959da8));
    --_cancelled: var(--pw-color-cancelled, light-dark(#6d5a7a, #bfa9cc));
    --_surface: var(--pw-color-surface, light-dark(#ffffff, #111317));
    --_text: var(--pw-color-text, light-dark(#1c2024, #e8eaee));
    --_muted: var(--pw-color-muted, light-dark(#596170, #a0a8b4));
    --_border: var(--pw-color-border, light-dark(#e1e4e8, #2a2e35));
    --_accent: var(--pw-color-accent, light-dark(#4b48d6, #a9a5ff));
    --_focus: var(--pw-color-focus, light-dark(#0b62d0, #74b3ff));
    --_sans: var(--pw-font-sans, system-ui, sans-serif);
    --_mono: var(--pw-font-mono, ui-monospace, Menlo, Consolas, monospace);
    --_radius: var(--pw-radius, 8px);
    --_space: var(--pw-space, 8px);

    /* Made of the tokens above. Control borders carry meaning, so they keep 3:1 (WCAG 1.4.11). */
    --_raised: color-mix(in srgb, var(--_text) 4%, var(--_surface));
    --_hover: color-mix(in srgb, var(--_text) 8%, var(--_surface));
    --_control: color-mix(in srgb, var(--_text) 50%, var(--_surface));
    --_shadow: 0 1px 2px rgb(0 0 0 / 6%), 0 4px 16px rgb(0 0 0 / 8%);
  }

  :host([density='compact']) [part~='base'] {
    --_space: var(--pw-space, 5px);
  }

  @media (prefers-contrast: more) {
    [part~='base'] {
      --_muted: var(--_text);
      --_border: var(--_control);
    }
  }

  /* Colours are the system's here and say nothing any more; the icons' shapes and the words do. */
  @media (forced-colors: active) {
    [part~='base'] {
      --_surface: Canvas;
      --_text: CanvasText;
      --_accent: LinkText;
      --_focus: Highlight;
      --_success: var(--_text);
      --_failure: var(--_text);
      --_running: var(--_text);
      --_queued: var(--_text);
      --_waiting: var(--_text);
      --_skipped: var(--_text);
      --_cancelled: var(--_text);
      --_muted: var(--_text);
      --_border: var(--_text);
      --_control: var(--_text);
      --_raised: var(--_surface);
      --_hover: var(--_surface);
    }
  }
`;

/** `.look-running` and the like set `--_look`, the colour of a status. */
export const looks = css`
  [class*='look-'] {
    --_look: var(--_queued);
  }
  .look-success {
    --_look: var(--_success);
  }
  .look-failure {
    --_look: var(--_failure);
  }
  .look-running {
    --_look: var(--_running);
  }
  .look-waiting,
  .look-allowed {
    --_look: var(--_waiting);
  }
  .look-skipped {
    --_look: var(--_skipped);
  }
  .look-cancelled {
    --_look: var(--_cancelled);
  }
`;
