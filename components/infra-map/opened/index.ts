import { openedStyles } from '../../graph/opened/opened.styles.ts';
import { detailsStyles } from './opened.styles.ts';

/** What a person opens in the map: all that is known of a node or a connection, and the nodes as a list. */
export { connectionDetails, nodeDetails } from './details-view.ts';
export { nodesTable } from './table-view.ts';
export const styles = [...openedStyles, detailsStyles];
