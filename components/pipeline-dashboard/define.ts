import { PipelineDashboard } from './pipeline-dashboard.ts';

PipelineDashboard.define();

declare global {
  interface HTMLElementTagNameMap {
    'pipeline-dashboard': PipelineDashboard;
  }
}
