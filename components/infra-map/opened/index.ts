/** What a person opens in the map: all that is known of a node or a connection, and the nodes as a list. */
export { detailsOf } from './details-view.ts';
export { nodesTable } from './table-view.ts';
export { Tools } from './tools.ts';
export { styles } from './styles.ts';
