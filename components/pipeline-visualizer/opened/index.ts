import { openedStyles } from '../../graph/opened/opened.styles.ts';
import { stepsStyles } from './opened.styles.ts';

/** What a person opens in the graph: all that is known of a job or a stage, and the jobs as a table. */
export { jobDetails, stageDetails } from './details-view.ts';
export { usualView } from './usual.ts';
export { jobsTable } from './table-view.ts';
export const styles = [...openedStyles, stepsStyles];
