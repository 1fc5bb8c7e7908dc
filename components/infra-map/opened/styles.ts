import { openedStyles } from '../../graph/opened/opened.styles.ts';
import { detailsStyles } from './opened.styles.ts';

export const styles = [...openedStyles, detailsStyles];
