export { extraView, linesView } from './path-view.ts';
export { styles } from './critical.styles.ts';
