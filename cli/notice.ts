/** What this program itself has to say goes to stderr, marked, so that it is told apart from the command's own output. */
export interface Notice {
  say(text: string): void;
  /** Only with --verbose. */
  detail(text: string): void;
}

export function createNotice(verbose: boolean, write: (line: string) => void = writeStderr): Notice {
  const say = (text: string) => write(`pipeline-widgets: ${text}\n`);
  return { say, detail: verbose ? say : () => {} };
}

function writeStderr(line: string): void {
  process.stderr.write(line);
}
