export { PipelineVisualizer } from './pipeline-visualizer.ts';
