import { css } from 'lit';
import { field } from '../../shared/fields/field.styles.ts';

export const styles = css`
  ${field}
  .find {
    inset-block-start: 0;
    inset-inline-end: 1em;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.35em;
    max-inline-size: calc(100% - 1em);
    padding: 0.35em;
    border: 1px solid var(--_border);
    border-radius: 0 0 var(--_radius) var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
    .field {
      flex: 1 1 12em;
      min-inline-size: 0;
    }
    > span {
      display: flex;
    }
  }
  .found {
    min-inline-size: 7.5em;
    color: var(--_muted);
  }
  [aria-invalid='true'] + .found {
    color: var(--_failure);
  }
  .row.hit {
    background: color-mix(in srgb, var(--_accent) 12%, var(--_surface));
  }
  .marks.match {
    stroke: light-dark(#d97f00, #ffb454);
  }
  ::highlight(pw-log-match) {
    background-color: light-dark(#ffe58a, #6b5300);
    color: light-dark(#1c2024, #ffffff);
  }
  ::highlight(pw-log-current) {
    background-color: #ffa64a;
    color: #1c1000;
  }
  @container log (inline-size < 36em) {
    .find {
      inset-inline: 0;
      max-inline-size: none;
    }
  }
  @media (forced-colors: active) {
    ::highlight(pw-log-match),
    ::highlight(pw-log-current) {
      background-color: Mark;
      color: MarkText;
    }
  }
`;
