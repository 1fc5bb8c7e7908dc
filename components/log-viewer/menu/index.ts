import type { LogPane } from '../panel/log-pane.ts';
import { Menu } from './menu.ts';

export { styles } from './menu.styles.ts';

export const create = (pane: LogPane): Menu => new Menu(pane);
