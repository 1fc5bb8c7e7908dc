import { describe, expect, it } from 'vitest';

/** Server rendering and tools import the package where there is no document. */
describe('in Node, without a DOM', () => {
  it('the entries can be imported', async () => {
    expect(globalThis.document).toBeUndefined();
    const classes = await import('../index.ts');
    expect(classes.PipelineProvider.tagName).toBe('pipeline-provider');
    await import('../define.ts');
  });

  it('the store has no need of one', async () => {
    const { createPipelineStore, createStaticStore } = await import('../store/index.ts');
    expect(createStaticStore({}).getSnapshot().connection).toBe('live');
    expect(createPipelineStore({ src: 'https://ci.test/p' }).getSnapshot().connection).toBe('idle');
  });
});
