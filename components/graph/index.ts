export { layersOf } from './layers.ts';
export { layout } from './layout.ts';
export { pathOf } from './path.ts';
export { TypeAhead } from './type-ahead.ts';
export type * from './types.ts';
export { boxesOf, directionOf, step, type Direction } from './walk.ts';
