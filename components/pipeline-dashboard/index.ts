export { PipelineDashboard } from './pipeline-dashboard.ts';
