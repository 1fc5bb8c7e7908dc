import { line } from '../../shared/icons.ts';

export const foldShape = line('M8 1.5v4m-2-1.75 2 2 2-2M2 8h12m-6 6.5v-4m-2 1.75 2-2 2 2');
