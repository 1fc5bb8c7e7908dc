export { createActions, type Actions } from './actions.ts';
export { fetchRun } from './run.ts';
export { fetchLines, fetchTail, fillGap } from './log.ts';
