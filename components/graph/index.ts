export { boxesOf } from './boxes-of.ts';
export { layersOf } from './layers.ts';
export { layout } from './layout.ts';
export type * from './types.ts';
