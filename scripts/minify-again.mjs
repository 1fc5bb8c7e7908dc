import { minify } from 'terser';

/**
 * Minifies a file that the bundler has minified once more, with terser: 1.4 % less after gzip, which for the script file is
 * worth the seconds.
 *
 * @param {string} fileName
 * @returns {import('vite').Plugin}
 */
export const minifyAgain = (fileName) => ({
  name: 'minify-again',
  async generateBundle(_options, bundle) {
    const chunk = bundle[fileName];
    const sourceMap = bundle[`${fileName}.map`];
    if (chunk?.type !== 'chunk' || sourceMap?.type !== 'asset') throw new Error(`No ${fileName} with a source map.`);
    const { code, map } = await minify(chunk.code, {
      module: true,
      ecma: 2020,
      compress: { passes: 2 },
      sourceMap: { content: String(sourceMap.source), url: `${fileName}.map` },
    });
    chunk.code = code ?? chunk.code;
    sourceMap.source = String(map);
  },
});
