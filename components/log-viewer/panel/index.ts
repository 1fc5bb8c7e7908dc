import { panelStyles } from './panel.styles.ts';
import { rowStyles } from './rows.styles.ts';
import { textStyles } from './text.styles.ts';

export { LogPanel } from './log-panel.ts';
export const styles = [...panelStyles, rowStyles, textStyles];
