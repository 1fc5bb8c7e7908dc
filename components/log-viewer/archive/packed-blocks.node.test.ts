import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileQuery, matchesIn, NO_QUERY, type Query } from '../search/search.ts';
import { PackedBlocks, type Depot, type Original } from './packed-blocks.ts';
import { SpreadBlocks } from './spread-blocks.ts';

/** Of few characters, so that words meet; among them what folds, what is no UTF-8, and what ends lines. */
const character = fc.constantFrom(
  ...'aAbBkKsS .|ſK',
  'é',
  'É',
  '𝄞',
  '\ud834',
  '\udd1e',
  '\ufeff',
  '\n',
  '\0',
  '\x1b[31m',
);
const line = fc.string({ unit: character, maxLength: 12 });
const blocks = fc.array(fc.array(line, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 5 });

/** Lines that are shown as they came but for colours, or as `shown` says. */
interface Given {
  readonly line: string;
  readonly shown?: string;
}

/** A line feed or a broken sequence in a line is shown in another way. */
const given = (line: string): Given => (line.includes('\n') ? { line, shown: line.replaceAll('\n', '␊') } : { line });

async function pack<Into extends Depot>(all: readonly (readonly Given[])[], depot: Into): Promise<Into> {
  let first = 0;
  for (const lines of all) {
    const text = lines.map(({ line, shown = line }) => shown).join('\n');
    const originals = lines.flatMap(({ line, shown }, at): Original[] => (shown === undefined ? [] : [[at, line]]));
    await depot.add({ first, text, originals });
    first += lines.length;
  }
  return depot;
}

const spread = (): Depot => new SpreadBlocks([new PackedBlocks(), new PackedBlocks()]);

async function search(packed: Depot, query: Query, from = 0, to = Infinity): Promise<[number, number][]> {
  const { source, flags } = compileQuery(query) ?? /x/;
  const found: [number, number][] = [];
  const literal = query.regex || query.text.includes('\n') ? '' : query.text;
  await packed.search({ source, flags, literal }, from, to, ({ lines, counts }) => {
    Array.from(lines).forEach((at, index) => found.push([at, counts[index] ?? 0]));
  });
  return found;
}

describe('packed blocks', () => {
  it('give back exactly what was put in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.oneof(line, fc.string({ unit: 'binary' })), { minLength: 1 }), {
          minLength: 1,
          maxLength: 4,
        }),
        async (all) => {
          const packed = await pack(
            all.map((lines) => lines.map(given)),
            spread(),
          );
          for (const [at, lines] of all.entries()) expect(await packed.read(at)).toEqual(lines);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('find what a search of the plain text finds', async () => {
    const query = fc.record({
      text: fc.oneof(
        fc.string({ unit: character, minLength: 1, maxLength: 4 }),
        fc.constantFrom('ab', 'ak', 'kks', '[ab]+', 'a|b'),
      ),
      regex: fc.boolean(),
      matchCase: fc.boolean(),
      wholeWord: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(blocks, query, async (all, wanted) => {
        let expression: RegExp | null;
        try {
          expression = compileQuery(wanted);
        } catch {
          return fc.pre(false);
        }
        const naive = all
          .flat()
          .map((line) => given(line).shown ?? line)
          .map((text, at): [number, number] => [
            at,
            expression ? matchesIn(text.replace(/\x1b\[[\d;:]*m/g, ''), expression).length : 0,
          ])
          .filter(([, count]) => count > 0);
        const packed = await pack(
          all.map((lines) => lines.map(given)),
          spread(),
        );
        expect(await search(packed, wanted)).toEqual(naive);
      }),
      { numRuns: 300 },
    );
  });

  it('are searched as they are shown', async () => {
    const lines = [{ line: '##[error]boom', shown: 'boom' }, { line: '10%\r20%', shown: '20%' }, { line: 'boom' }];
    const packed = await pack([lines], new PackedBlocks());
    expect(await search(packed, { ...NO_QUERY, text: 'boom' })).toEqual([
      [0, 1],
      [2, 1],
    ]);
    expect(await search(packed, { ...NO_QUERY, text: '10%' })).toEqual([]);
    expect(await search(packed, { ...NO_QUERY, text: 'error' })).toEqual([]);
  });

  it('leave off when another search begins', async () => {
    const packed = await pack(
      Array.from({ length: 50 }, () => [{ line: 'needle' }]),
      new PackedBlocks(),
    );
    const first = search(packed, { ...NO_QUERY, text: 'needle' });
    expect(await search(packed, { ...NO_QUERY, text: 'need' }, 40)).toHaveLength(10);
    expect((await first).length).toBeLessThan(50);
  });
});
