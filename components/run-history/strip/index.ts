export { History } from './history.ts';
export { stripView } from './strip-view.ts';
export { styles } from './strip.styles.ts';
