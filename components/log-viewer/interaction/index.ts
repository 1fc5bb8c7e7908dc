import type { LogPane } from '../panel/log-pane.ts';
import { Interaction } from './interaction.ts';

export { styles } from './interaction.styles.ts';

export const create = (pane: LogPane): Interaction => new Interaction(pane);
