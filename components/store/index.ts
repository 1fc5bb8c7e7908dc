export type { SparseRun } from './plain/complete-run.ts';
export { createPipelineStore, type PipelineStoreOptions } from './pipeline-store.ts';
export { ProblemError } from './problem.ts';
export { sharedStore } from './registry.ts';
export { createStaticStore } from './static-store.ts';
export type * from './types.ts';
export type { TokenSource } from './token.ts';
