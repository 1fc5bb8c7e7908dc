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
    // What the file exports it calls by the names under which it exports it: those stay, for other files import them.
    const exported = this.parse(chunk.code).body.flatMap((node) =>
      node.type === 'ExportNamedDeclaration' ? node.specifiers : [],
    );
    const names = exported.map(({ local, exported }) => [`$${nameOf(local)}`, nameOf(exported)]);
    const { code, map } = await minify(chunk.code, {
      module: true,
      ecma: 2020,
      // Constants stay on the right of a comparison, where most of them are written. Nobody asks a function how many
      // parameters it has.
      compress: { passes: 3, lhs_constants: false, keep_fargs: false },
      nameCache: { vars: { props: Object.fromEntries(names) } },
      sourceMap: { content: String(sourceMap.source), url: `${fileName}.map` },
    });
    chunk.code = code ?? chunk.code;
    sourceMap.source = String(map);
  },
});

/** @param {import('vite').ESTree.ModuleExportName} id */
const nameOf = (id) => (id.type === 'Literal' ? id.value : id.name);
