import { expect, it } from 'vitest';
import { badgeSvg } from './badge-svg.ts';

const LOOK = { message: 'passing', color: '#1a7f37' };

/** The text of the elements, as the runtime's own parser reads them; it has no XML parser, but badges are well-formed HTML too. */
async function textsIn(svg: string): Promise<{ elements: string[]; texts: string[] }> {
  const elements: string[] = [];
  const texts: string[] = [];
  let current = '';
  const rewriter = new HTMLRewriter()
    .on('*', { element: ({ tagName }) => void elements.push(tagName) })
    .on('title, text', {
      text: ({ text, lastInTextNode }) => {
        current += text;
        if (lastInTextNode) texts.push(current);
        if (lastInTextNode) current = '';
      },
    });
  await rewriter.transform(new Response(svg)).text();
  return { elements, texts };
}

const ELEMENTS = ['svg', 'title', 'clipPath', 'rect', 'g', 'rect', 'rect', 'g', 'text', 'text'];

it('names itself to those who do not see it', async () => {
  const { texts } = await textsIn(badgeSvg({ label: 'Pipeline', ...LOOK }));
  expect(texts).toEqual(['Pipeline: passing', 'Pipeline', 'passing']);
});

it.each([
  ['</title><script>alert(1)</script>'],
  ['"><img src=x onerror=alert(1)>'],
  ["' onload='alert(1)"],
  ['&lt;b&gt; &amp;'],
  ['<![CDATA[ x ]]>'],
  ['<!-- -->'],
])('shows %s as text and nothing else', async (label) => {
  const { elements, texts } = await textsIn(badgeSvg({ label, ...LOOK }));
  expect(elements.map((name) => name.toLowerCase())).toEqual(ELEMENTS.map((name) => name.toLowerCase()));
  const escaped = texts[1] ?? '';
  expect(escaped).not.toMatch(/[<>"']/);
  const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
  expect(escaped.replace(/&(?:lt|gt|quot|amp|#39);/g, (entity) => entities[entity] ?? '')).toBe(label);
});

it('holds nothing that XML forbids', () => {
  const svg = badgeSvg({ label: 'a\u0000b\u001bc\ud800d\uffff', ...LOOK });
  expect(svg).toContain('<title>a\ufffdb\ufffdc\ufffdd\ufffd: passing</title>');
});

it('stays a badge however long the title is', () => {
  const svg = badgeSvg({ label: '🚀'.repeat(200), ...LOOK });
  expect(svg).toContain(`${'🚀'.repeat(59)}…: passing`);
  expect(Number(/ width="(\d+)"/.exec(svg)?.[1])).toBeLessThan(900);
});

it('is as wide as its words', () => {
  const width = (label: string) => Number(/ width="(\d+)"/.exec(badgeSvg({ label, ...LOOK }))?.[1]);
  expect(width('CI')).toBeLessThan(width('Pipeline'));
});
