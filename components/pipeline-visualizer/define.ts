import { PipelineVisualizer } from './pipeline-visualizer.ts';

export * from './index.ts';

PipelineVisualizer.define();

declare global {
  interface HTMLElementTagNameMap {
    'pipeline-visualizer': PipelineVisualizer;
  }
}
