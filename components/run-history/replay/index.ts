export { Player } from './player.ts';
export { styles } from './replay-view.ts';
