import { pictureOf } from './plain/index.ts';
import { createStandingStore } from './standing-store.ts';
import { createState } from './state.ts';
import type { PipelineStore, PlainData } from './types.ts';

/** A store of plain data: always live, never on the network. */
export const createStaticStore = (data: PlainData): PipelineStore => createStandingStore(createState(pictureOf(data)));
