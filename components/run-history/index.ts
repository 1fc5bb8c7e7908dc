export { RunHistory } from './run-history.ts';
