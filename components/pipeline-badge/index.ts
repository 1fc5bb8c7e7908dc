export { PipelineBadge } from './pipeline-badge.ts';
