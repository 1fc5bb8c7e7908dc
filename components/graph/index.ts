export { layersOf } from './layers.ts';
export { layout } from './layout.ts';
export type * from './types.ts';
export { boxesOf, moveOf, step, type Move } from './walk.ts';
