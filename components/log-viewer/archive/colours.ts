/** Colours (SGR) of a line by their columns: `11 1;31,5 0` stands for `ESC[1;31m` behind 11 characters, `ESC[0m` 5 further. */
type Marks = string;

export interface Coloured {
  /** Without colours. */
  readonly text: string;
  /** The marks of its lines, one a line; '' where none has any. */
  readonly marks: string;
}

/** Takes the colours out of lines that have no other sequences. */
export function takeColours(text: string): Coloured {
  if (!text.includes('\u001b')) return { text, marks: '' };
  const marks: Marks[] = [];
  const plain = text.split('\n').map((line) => {
    let shown = '';
    let found: Marks = '';
    let at = 0;
    for (let start = line.indexOf('\u001b'); start >= 0; start = line.indexOf('\u001b', at)) {
      const end = line.indexOf('m', start);
      found += `${found && ','}${start - at} ${line.slice(start + 2, end)}`;
      shown += line.slice(at, start);
      at = end + 1;
    }
    marks.push(found);
    return at === 0 ? line : shown + line.slice(at);
  });
  return { text: plain.join('\n'), marks: marks.join('\n') };
}

/** Puts them back. Returns the lines. */
export function putColours({ text, marks }: Coloured): string[] {
  const lines = text.split('\n');
  if (marks === '') return lines;
  // Lines that a program wrote in one place are coloured alike.
  const known = new Map<Marks, [gap: number, sequence: string][]>();
  marks.split('\n').forEach((found, row) => {
    if (found === '') return;
    let sequences = known.get(found);
    if (!sequences) known.set(found, (sequences = found.split(',').map(readMark)));
    const line = lines[row] ?? '';
    let coloured = '';
    let at = 0;
    for (const [gap, sequence] of sequences) coloured += line.slice(at, (at += gap)) + sequence;
    lines[row] = coloured + line.slice(at);
  });
  return lines;
}

function readMark(mark: string): [gap: number, sequence: string] {
  const [gap, parameters = ''] = mark.split(' ');
  return [Number(gap), `\u001b[${parameters}m`];
}
