import { line } from '../../shared/icons.ts';

export const undo = line('M3 6.5h6.75a3.25 3.25 0 0 1 0 6.5H6M5.75 3.5 2.75 6.5l3 3');
export const redo = line('M13 6.5H6.25a3.25 3.25 0 0 0 0 6.5H10m.25-9.5 3 3-3 3');
export const add = line('M8 3v10M3 8h10');
export const upload = line('M8 10V2.5M4.75 5.75 8 2.5l3.25 3.25M2.75 13.25h10.5');
