export { layOut, trackStyle } from './lay-out.ts';
export { readFile } from './log-file.ts';
