import lit from 'eslint-plugin-lit';
// @ts-expect-error it has no types
import a11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';
import { rooms } from './scripts/lint/rooms.mjs';

const browser = ['components/**/*.ts', 'demo/**/*.ts'];
const tests = ['**/*.test.ts', '**/testing/**', '**/testing.ts'];

/** What a strict Content Security Policy or Trusted Types would refuse in somebody's page. */
const sinks = [
  {
    selector:
      'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|srcdoc|cssText)$/]',
    message: 'An HTML or style sink. Text from outside goes into text nodes, by templates.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^(parseFromString|createContextualFragment|html)$/]',
    message: 'Parses text as HTML.',
  },
  {
    selector: 'CallExpression[callee.object.name=document][callee.property.name=/^write/]',
    message: 'Parses text as HTML.',
  },
  {
    selector: 'ImportDeclaration[source.value=/directives.(style-map|unsafe-)/]',
    message: 'Needs inline styles or unsafe HTML. Set attributes, classes or style.setProperty().',
  },
  {
    selector: 'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/\\sstyle\\s*=/]',
    message: 'An inline style, which a strict style-src refuses.',
  },
];

const impatient = {
  name: '@open-wc/testing',
  importNames: ['waitUntil'],
  message: 'It gives up after a second, which a busy machine needs at times. Take that of shared/testing.ts.',
};

export default tseslint.config(
  { ignores: ['dist/', 'dist-demo/', 'public/', '.wrangler/', 'coverage/', '**/fixtures/'] },
  tseslint.configs.recommendedTypeChecked,
  { languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } } },
  {
    plugins: { ours: { rules: { rooms } } },
    rules: {
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/no-namespace': ['error', { allowDeclarations: true }], // Cloudflare.Env is one
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      // Async is part of a contract, such as an object's remote methods, and not a description of the body.
      '@typescript-eslint/require-await': 'off',
      // Our interfaces are implemented by closures, which have no `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  { ignores: tests, rules: { 'ours/rooms': 'error' } },
  {
    files: browser,
    extends: [
      lit.configs?.['flat/recommended'] ?? {},
      wc.configs?.['flat/recommended'] ?? {},
      a11y.configs.recommended,
    ],
  },
  { files: browser, ignores: tests, rules: { 'no-restricted-syntax': ['error', ...sinks] } },
  { files: ['components/**/*.test.ts'], rules: { 'no-restricted-imports': ['error', { paths: [impatient] }] } },
  // Plain JavaScript gets its types from tsc; here, whatever JSON.parse returns would be an error.
  { files: ['**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
);
