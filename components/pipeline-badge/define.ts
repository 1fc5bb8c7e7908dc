import { PipelineBadge } from './pipeline-badge.ts';

PipelineBadge.define();

declare global {
  interface HTMLElementTagNameMap {
    'pipeline-badge': PipelineBadge;
  }
}
