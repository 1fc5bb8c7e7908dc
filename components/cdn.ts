import './define.ts';
import './infra-map/eager.ts';
import './log-viewer/eager.ts';
import { setDefaultSrc } from './store/default-src.ts';

// The self-contained file for a script tag: it registers everything at once.
// Where the Worker serves both the page and this file, elements that name no pipeline show the Worker's own.
const self = new URL(import.meta.url);
if (self.origin === location.origin && self.pathname === '/pipeline-widgets.js') {
  setDefaultSrc(new URL('/api/pipelines/default', self).href);
}
