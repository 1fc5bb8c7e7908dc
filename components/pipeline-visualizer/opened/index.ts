import { openedStyles } from '../../graph/opened/opened.styles.ts';
import { stepsStyles } from './opened.styles.ts';

/** What a person opens in the graph: all that is known of a job or a stage, and the jobs as a table. */
export { detailsOf } from './details-view.ts';
export { jobsTable } from './table-view.ts';
export const styles = [...openedStyles, stepsStyles];
