import { LogViewer } from './log-viewer.ts';

LogViewer.define();

declare global {
  interface HTMLElementTagNameMap {
    'log-viewer': LogViewer;
  }
}
