import { expect, it } from 'vitest';
import { minifyCss, minifyHtml } from './minify-templates.mjs';

it('takes out of styles what means nothing', () => {
  const css = `
    /* why */
    :host {
      color: red;
      margin: 0 auto;
    }
    .a > .b:hover,
    .c :focus { width: calc(1em + 2px); }
  `;
  expect(minifyCss(css)).toBe(' :host{color:red;margin:0 auto}.a > .b:hover,.c :focus{width:calc(1em + 2px)}');
});

it('leaves quoted text alone', () => {
  expect(minifyCss(`a::before { content: ' ;  /* no */ '; }`)).toBe(`a::before{content:' ;  /* no */ '}`);
});

it('keeps the space around what is put in', () => {
  expect(minifyCss('; margin: 0 ')).toBe(';margin:0 ');
});

it('keeps one space between tags on two lines', () => {
  expect(minifyHtml('<b>1</b>\n      <i\n        class="x">a  b</i>')).toBe('<b>1</b> <i class="x">a  b</i>');
});
