import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import MagicString from 'magic-string';

// A minifier leaves strings alone, and an element's styles and templates are strings: a third of the script file.

/**
 * Comments and white space that mean nothing in CSS. What stands in quotes is left as it is.
 *
 * @param {string} css
 */
export const minifyCss = (css) =>
  css
    .replace(/("[^"]*"|'[^']*')|\/\*[^]*?\*\//g, '$1')
    .replace(/("[^"]*"|'[^']*')|\s+/g, (_match, quoted) => quoted ?? ' ')
    .replace(/("[^"]*"|'[^']*')| ?([{};,>/]) ?|(:) /g, (_match, quoted, sign, colon) => quoted ?? sign ?? colon)
    .replace(/("[^"]*"|'[^']*')|\b0(\.\d)/g, (_match, quoted, fraction) => quoted ?? fraction)
    .replace(/='([a-z][\w-]*)'(?=])/g, '=$1')
    .replace(/;}/g, '}');

/**
 * A line's end with its indentation, which a browser shows as one space, as one space; before the end of a tag as nothing.
 *
 * @param {string} html
 */
export const minifyHtml = (html) => html.replace(/\s*\n\s*(>?)/g, (_match, end) => end || ' ');

/**
 * The same for drawings: between their shapes there is nothing to show.
 *
 * @param {string} svg
 */
export const minifySvg = (svg) => minifyHtml(svg).replace(/^ (?=<)|(?<=>) (?=<|$)/g, '');

/** @type {Record<string, (text: string) => string>} */
const minifiers = { css: minifyCss, html: minifyHtml, svg: minifySvg };

/**
 * @typedef {{ type: string, [key: string]: unknown }} Node
 * @param {unknown} value
 * @param {(node: Node) => void} visit
 */
function walk(value, visit) {
  if (Array.isArray(value)) for (const each of value) walk(each, visit);
  else if (value && typeof value === 'object') {
    if ('type' in value) visit(/** @type {Node} */ (value));
    for (const child of Object.values(value)) walk(child, visit);
  }
}

/**
 * For builds that nobody reads.
 *
 * @returns {import('vite').Plugin}
 */
export const minifyTemplates = () => ({
  name: 'minify-templates',
  transform: {
    filter: { id: /\/(components|demo)\/.*\.ts$/, code: /\b(css|html|svg)`/ },
    handler(code) {
      const text = new MagicString(code);
      walk(this.parse(code), (node) => {
        if (node.type !== 'TaggedTemplateExpression') return;
        const { tag, quasi } =
          /** @type {{ tag: { name?: string }, quasi: { quasis: { start: number, end: number }[] } }} */ (
            /** @type {unknown} */ (node)
          );
        const minify = tag.name && minifiers[tag.name];
        if (!minify) return;
        for (const { start, end } of quasi.quasis) {
          if (end > start) text.update(start, end, minify(code.slice(start, end)));
        }
      });
      return { code: text.toString(), map: text.generateMap({ hires: 'boundary' }) };
    },
  },
});

/**
 * Gives the private custom properties, `--_surface` and the like, names of a letter: the same ones in every chunk, since
 * what one of them sets another uses.
 *
 * @param {string} folder with all sources that name them
 * @returns {import('vite').Plugin}
 */
export const shortenPrivateNames = (folder) => {
  const pattern = /--_\w+/g;
  /** @type {string[]} */
  let names = [];
  return {
    name: 'shorten-private-names',
    buildStart() {
      names = [...new Set(sources(folder).flatMap((code) => code.match(pattern) ?? []))].sort();
    },
    renderChunk(code) {
      const text = new MagicString(code);
      for (const { 0: name, index } of code.matchAll(pattern)) {
        text.update(index, index + name.length, `--_${names.indexOf(name).toString(36)}`);
      }
      return { code: text.toString(), map: text.generateMap({ hires: 'boundary' }) };
    },
  };
};

/** @param {string} folder */
const sources = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
