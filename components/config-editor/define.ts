import { ConfigEditor } from './config-editor.ts';

export * from './index.ts';

ConfigEditor.define();
