import { Part } from '../shared/part.ts';

/** All that a log viewer shows and does, fetched once there is one in a page. */
export const panels = new Part(() => import('./panel/index.ts'));
