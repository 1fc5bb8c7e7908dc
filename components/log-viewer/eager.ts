import './define.ts';
import * as panel from './panel/index.ts';
import { panels } from './panels.ts';

// For a file that is to work on its own: with the code that the element otherwise fetches once it is in a page.
panels.provide(panel);
