import { RunHistory } from './run-history.ts';

RunHistory.define();

declare global {
  interface HTMLElementTagNameMap {
    'run-history': RunHistory;
  }
}
