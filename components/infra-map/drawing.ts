import { Part } from '../shared/part.ts';

/** How a map is laid out and drawn, fetched once there is one in a page. */
export const drawing = new Part(() => import('./drawing/index.ts'));
