/**
 * @typedef {{ name?: string, privacy?: string, fieldName?: string, inheritedFrom?: unknown }} Feature
 * @typedef {{ name: string, tagName?: string } & Record<string, unknown>} Declaration
 * @typedef {{ kind: string, path: string, declarations: Declaration[], exports: object[] }} Module
 */

/** What Lit, the platform or our base class calls, and no page. */
const lifecycle =
  /^(#|\w+Callback$|\w+(Update|pdated|pdate)$|updated?$|render|styles$|observedAttributes$|formAssociated$|watchSnapshot$)/;

/** The lists of a class's declaration that its users care for. */
const lists = ['members', 'attributes', 'events', 'slots', 'cssParts', 'cssProperties', 'cssStates'];

/**
 * Only what has a name and belongs to users, and not where it was inherited from: that is a file which is not published.
 *
 * @param {Declaration} declaration
 */
function publicFace(declaration) {
  for (const list of lists) {
    const features = /** @type {Feature[] | undefined} */ (declaration[list]);
    if (!features) continue;
    declaration[list] = features.filter(
      ({ name, privacy, fieldName }) =>
        name && !privacy?.startsWith('pr') && !lifecycle.test(name) && (list !== 'attributes' || fieldName), // `lang` is every element's
    );
    for (const feature of features) delete feature.inheritedFrom;
  }
  delete declaration['superclass'];
  return declaration;
}

/** Leaves of the analysis the elements, under the paths by which the package's users import them. */
const publicElements = {
  name: 'public-elements',
  /** @param {{ customElementsManifest: { modules: Module[] } }} context */
  packageLinkPhase({ customElementsManifest }) {
    customElementsManifest.modules = customElementsManifest.modules.flatMap(({ kind, declarations }) => {
      const element = declarations.find(({ tagName }) => tagName);
      if (!element) return [];
      const { name, tagName } = element;
      const path = `dist/${tagName}/index.js`;
      const declaration = { name, module: path };
      const definition = { kind: 'custom-element-definition', name: tagName, declaration };
      return [
        { kind, path, declarations: [publicFace(element)], exports: [{ kind: 'js', name, declaration }] },
        { kind, path: `dist/${tagName}/define.js`, declarations: [], exports: [definition] },
      ];
    });
  },
};

export default {
  globs: ['components/**/*.ts'],
  exclude: ['**/*.test.ts', '**/testing/**'],
  litelement: true,
  dependencies: false,
  packagejson: false,
  quiet: true,
  plugins: [publicElements],
};
