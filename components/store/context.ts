import { createContext } from '@lit/context';
import type { PipelineStore } from './types.ts';

/** A registered symbol: copies of this package that were bundled apart still find each other's providers. */
export const storeContext = createContext<PipelineStore | null>(Symbol.for('pipeline-widgets/store@1'));
