import { Part } from '../shared/part.ts';
import { unreachable } from './http.ts';
import { EXPECTED_SNAPSHOT } from './snapshot.ts';
import { createStandingStore } from './standing-store.ts';
import { createState } from './state.ts';
import type { PipelineStore, PlainData } from './types.ts';

/** Pages that watch a pipeline have no plain data. */
export const plain = new Part(() => import('./plain/index.ts'));

/** A store of plain data, or the JSON of such, as `createStaticStore` makes it. The first one of a page has to wait for the code. */
export function createPlainStore(data: PlainData | string): PipelineStore {
  const state = createState(plain.module?.pictureOf(data) ?? EXPECTED_SNAPSHOT);
  const show = (): void =>
    void plain.load().then(
      ({ pictureOf }) => state.patch(pictureOf(data)),
      (error: unknown) => state.patch({ connection: 'error', error: unreachable(error) }),
    );
  if (!plain.module) show();
  return createStandingStore(state, show);
}
