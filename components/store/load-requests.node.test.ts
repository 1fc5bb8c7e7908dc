import { expect, it, vi } from 'vitest';
import { createPipelineStore } from './pipeline-store.ts';
import { FakeServer, SRC } from './testing/fake-server.ts';

it('says that the code for a request cannot be had, and tries again with the next one', async () => {
  const server = new FakeServer();
  server.on('trigger', () => Response.json({ run: { id: 'r43' } }));
  const store = createPipelineStore({ src: SRC, fetch: server.fetch });
  vi.doMock('./requests/index.ts', () => {
    throw new TypeError('Failed to fetch');
  });
  await expect(store.trigger()).rejects.toMatchObject({ name: 'ProblemError', problem: { status: 0 } });
  expect(server.requests).toHaveLength(0);
  vi.doUnmock('./requests/index.ts');
  expect(await store.trigger()).toMatchObject({ id: 'r43' });
});
