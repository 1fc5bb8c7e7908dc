import { openedStyles } from '../../graph/opened/opened.styles.ts';
import { waterfallStyles } from './waterfall.styles.ts';

export { waterfallView } from './waterfall-view.ts';
export const styles = [...openedStyles, waterfallStyles];
