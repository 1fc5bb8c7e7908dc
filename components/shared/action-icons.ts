import { line, solid } from './icons.ts';

/** What buttons and links do, and where they lead. */

export const chevronRight = line('m6 3.5 4.5 4.5L6 12.5');
export const chevronDown = line('m3.5 6 4.5 4.5L12.5 6');
export const chevronUp = line('M3.5 10 8 5.5l4.5 4.5');
export const arrowDown = line('M8 2.5v11m-4.5-4.5L8 13.5 12.5 9');
export const play = solid('M5 3.25v9.5L12.75 8z');
export const stop = solid('M4.25 4.25h7.5v7.5h-7.5z');
export const search = line('M7 2.25a4.75 4.75 0 1 1 0 9.5 4.75 4.75 0 0 1 0-9.5zm3.5 8.25 3.25 3.25');
export const download = line('M8 2.25v7.5M4.75 6.75 8 10l3.25-3.25M2.75 13.25h10.5');
export const external = line('M9.25 2.75h4v4m0-4-6 6m-1-5h-3.5v9.5h9.5v-3.5');
export const close = line('m4 4 8 8m0-8-8 8');
export const check = line('m3 8.5 3.25 3.25L13 4.75');
