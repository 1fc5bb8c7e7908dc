import { PipelineProvider } from './pipeline-provider.ts';

PipelineProvider.define();

declare global {
  interface HTMLElementTagNameMap {
    'pipeline-provider': PipelineProvider;
  }
}
