export { PipelineProvider } from './pipeline-provider.ts';
