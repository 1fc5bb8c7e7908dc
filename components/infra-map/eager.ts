import './define.ts';
import * as code from './drawing/index.ts';
import { drawing } from './drawing.ts';

// For a file that is to work on its own: with the code that the element otherwise fetches once it is in a page.
drawing.provide(code);
