import { expect, it } from 'vitest';
import { minifyCss, minifyHtml, minifySvg } from './minify-templates.mjs';

it('takes out of styles what means nothing', () => {
  const css = `
    /* why */
    :host {
      color: red;
      margin: 0 auto;
    }
    .a > .b:hover,
    .c :focus { width: calc(10.5em + 0.5px); }
  `;
  expect(minifyCss(css)).toBe(' :host{color:red;margin:0 auto}.a>.b:hover,.c :focus{width:calc(10.5em + .5px)}');
});

it('leaves quoted text alone', () => {
  expect(minifyCss(`a::before { content: ' ;  /* no */ '; }`)).toBe(`a::before{content:' ;  /* no */ '}`);
});

it('takes the quotes off what a selector compares with, where it is a word', () => {
  expect(minifyCss(`[part~='base'], [title='a b'] { color: red; }`)).toBe(`[part~=base],[title='a b']{color:red}`);
});

it('keeps the space around what is put in', () => {
  expect(minifyCss('; margin: 0 ')).toBe(';margin:0 ');
});

it('keeps one space between tags on two lines', () => {
  expect(minifyHtml('<b>1</b>\n      <i\n        class="x"\n      >a  b</i>')).toBe('<b>1</b> <i class="x">a  b</i>');
});

it('leaves nothing between the shapes of a drawing', () => {
  expect(minifySvg('\n  <g>\n    <path d="M0 0h1" />\n  </g>\n')).toBe('<g><path d="M0 0h1" /></g>');
  // Between two values in an attribute.
  expect(minifySvg(' ')).toBe(' ');
});
