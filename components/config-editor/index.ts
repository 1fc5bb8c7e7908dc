export { ConfigEditor } from './config-editor.ts';
export type { JsonSchema } from './editing/json-schema.ts';
