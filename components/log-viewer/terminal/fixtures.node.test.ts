/// <reference types="vite/client" />
import { beforeAll, describe, expect, it } from 'vitest';
import { LogText } from './log-text.ts';
import { resolveLine, resolveText } from '../model/resolve.ts';
import type { StyledText } from '../model/style.ts';
import { terminal } from '../model/screen.ts';

beforeAll(() => terminal.load());

const files = import.meta.glob<string>('../fixtures/*.{txt,html}', { query: '?raw', import: 'default', eager: true });
const file = (name: string): string => {
  const text = files[`../fixtures/${name}`];
  if (text === undefined) throw new Error(`No fixture ${name}`);
  return text;
};

/** The lines as a page shows them, from the pieces that a connection delivers. */
function read(pieces: Iterable<string>): (StyledText & { time: number | null })[] {
  const log = new LogText();
  const lines: (StyledText & { time: number | null })[] = [];
  const take = (): void => {
    const { first, lines: changed } = log.take();
    changed.forEach(({ message, time }, index) => (lines[first + index] = { ...resolveLine(message), time }));
  };
  for (const piece of pieces) {
    log.write(piece);
    take();
  }
  log.end();
  take();
  return lines;
}

const ENTITIES: Readonly<Record<string, string>> = { nbsp: ' ', lt: '<', gt: '>', quot: '"', amp: '&' };

/** The text of the other renderer's HTML. It leaves blanks at the end of a line out. */
const rendered = (html: string): string[] =>
  html
    .replace(/<time[^>]*>[^<]*<\/time>|<[^>]+>/g, '')
    .replace(/&(?:#(\d+)|(\w+));/g, (_, code: string | undefined, name = '') =>
      code ? String.fromCodePoint(Number(code)) : (ENTITIES[name as string] ?? ''),
    )
    .split('\n')
    .map((line) => line.trimEnd());

const NAMES = ['buildah-build', 'docker-pull', 'pikachu', 'playwright'].map(
  (name) => `ansi.terminal-to-html.${name}.sh`,
);

describe('real logs', () => {
  it.each(NAMES)('%s shows line by line what another terminal makes of it', (name) => {
    const shown = read([file(`${name}.raw.txt`)]).map(({ text }) => text.trimEnd());
    const expected = rendered(file(`${name}.rendered.html`));
    const agreeing = expected.filter((line, index) => line === shown[index]).length;
    expect(shown, `${agreeing} of ${expected.length} lines agree`).toEqual(expected);
  });

  it.each(NAMES)('%s is the same wherever it was cut', (name) => {
    const raw = file(`${name}.raw.txt`);
    const whole = read([raw]);
    for (const size of [1, 2, 3, 7, 61, 1024]) {
      const pieces = Array.from({ length: Math.ceil(raw.length / size) }, (_, at) =>
        raw.slice(at * size, (at + 1) * size),
      );
      expect(read(pieces), `pieces of ${size}`).toEqual(whole);
    }
  });

  it('docker-pull is the same cut at any of its bytes', () => {
    const bytes = new TextEncoder().encode(file('ansi.terminal-to-html.docker-pull.sh.raw.txt'));
    const whole = read([new TextDecoder().decode(bytes)]);
    for (let cut = 0; cut <= bytes.length; cut++) {
      const decoder = new TextDecoder();
      const first = decoder.decode(bytes.subarray(0, cut), { stream: true });
      expect(read([first, decoder.decode(bytes.subarray(cut))])).toEqual(whole);
    }
  });

  it('knows when Buildkite wrote a line', () => {
    const lines = read([file('ansi.terminal-to-html.playwright.sh.raw.txt')]);
    expect(lines[0]?.time).toBeNull();
    const times = file('ansi.terminal-to-html.playwright.sh.rendered.html')
      .split('\n')
      .map((line) => /datetime="([^"]+)"/.exec(line)?.[1]);
    expect(times.filter((time) => time !== undefined).length).toBeGreaterThan(10);
    times.forEach((time, index) => {
      if (time !== undefined) expect(lines[index]?.time).toBe(Date.parse(time));
    });
  });

  it("takes GitHub's times off the lines", () => {
    const raw = file('gha.pytorch.lint_lintrunner.txt');
    const lines = read([raw]);
    const source = raw.trimEnd().split('\n');
    expect(lines.length).toBe(source.length);
    lines.forEach(({ text, time }, index) => {
      const line = source[index] ?? '';
      if (!/^\d{4}-/.test(line)) return;
      expect(time).toBe(Date.parse(line.slice(0, line.indexOf('Z') + 1)));
      expect(text).toBe(resolveText(line.slice(line.indexOf('Z') + 2)));
    });
  });

  it("leaves nothing of GitLab's sequences", () => {
    for (const { text } of read([file('gitlab.runner-corpus.log-3.txt')])) expect(text).not.toMatch(/\p{Cc}/u);
  });
});
