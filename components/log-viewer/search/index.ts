import type { LogPane } from '../panel/log-pane.ts';
import { Finder } from './finder.ts';

export { styles } from './search.styles.ts';

export const create = (pane: LogPane): Finder => new Finder(pane);
