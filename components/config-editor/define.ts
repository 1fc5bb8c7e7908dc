import { ConfigEditor } from './config-editor.ts';

ConfigEditor.define();

declare global {
  interface HTMLElementTagNameMap {
    'config-editor': ConfigEditor;
  }
}
