export { ConfigEditor } from './config-editor.ts';
export type { JsonSchema } from './json-schema.ts';
