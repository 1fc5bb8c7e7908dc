/** How a map is laid out and drawn. */
export { headerView } from './header-view.ts';
export { fetchKinds } from './kinds.ts';
export { lightsOf } from './lights.ts';
export { pictureOf } from './map-view.ts';
export { styles } from './map.styles.ts';
export { legendView } from './marks.ts';
export { draw } from './plan.ts';
