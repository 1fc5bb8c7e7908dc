export { layersOf } from './layers.ts';
export { layout } from './layout.ts';
export { pathOf } from './path.ts';
export type * from './types.ts';
export { boxesOf, directionOf, step, type Direction } from './walk.ts';
