export { EditingPanel } from './panel.ts';
