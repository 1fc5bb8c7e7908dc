export { LogViewer } from './log-viewer.ts';
export type { LogInput } from './model/log-book.ts';
export type { Query } from './search/search.ts';
export type { Timestamps } from './model/time-format.ts';
