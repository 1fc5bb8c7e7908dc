/** What a check has found: that all is well, something to know, or something to mend. */
export interface Finding {
  kind: 'well' | 'note' | 'wrong';
  what: string;
  /** How to mend it. */
  fix?: string;
}

export const well = (what: string): Finding => ({ kind: 'well', what });
export const note = (what: string, fix?: string): Finding => ({ kind: 'note', what, ...(fix && { fix }) });
export const wrong = (what: string, fix: string): Finding => ({ kind: 'wrong', what, fix });

const MARKS: Readonly<Record<Finding['kind'], string>> = { well: '✓', note: '-', wrong: '✗' };

/** A line, and one below it that says what to do. */
export function shown(check: string, { kind, what, fix }: Finding): string {
  const line = `${MARKS[kind]} ${check.padEnd(10)} ${printable(what)}`;
  return fix === undefined ? line : `${line}\n${' '.repeat(13)}→ ${printable(fix)}`;
}

/** A server's words must not move the cursor of a terminal. */
const printable = (text: string): string => text.replace(/\p{Cc}+/gu, ' ');
