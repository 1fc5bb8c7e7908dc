/** SGR sequences (ECMA-48, 8.3.117), as the tools that the simulated log imitates write them. */
const sgr =
  (on: number, off: number) =>
  (text: string): string =>
    `\x1b[${on}m${text}\x1b[${off}m`;

export const bold = sgr(1, 22);
export const dim = sgr(2, 22);
export const inverse = sgr(7, 27);
export const red = sgr(31, 39);
export const green = sgr(32, 39);
export const yellow = sgr(33, 39);
export const magenta = sgr(35, 39);
export const cyan = sgr(36, 39);
