/** The elements as classes. Importing this registers nothing; `pipeline-widgets/define` does. */
export { ConfigEditor } from './config-editor/index.ts';
export { InfraMap } from './infra-map/index.ts';
export { LogViewer } from './log-viewer/index.ts';
export { PipelineBadge } from './pipeline-badge/index.ts';
export { PipelineDashboard } from './pipeline-dashboard/index.ts';
export { PipelineProvider } from './pipeline-provider/index.ts';
export { PipelineVisualizer } from './pipeline-visualizer/index.ts';
export { RunHistory } from './run-history/index.ts';

export { PwElement, type Density, type Theme } from './shared/base-element.ts';
export * from './shared/config-events.ts';
export * from './shared/events.ts';
export { addStrings, type Text } from './shared/strings.ts';
export type * from './store/index.ts';
export type * from '../protocol/index.ts';
