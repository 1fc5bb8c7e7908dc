import { afterEach, expect, it, vi } from 'vitest';
import { sampleRun } from '../shared/testing/sample.ts';
import { createPlainStore, plain } from './plain-store.ts';
import { until } from './testing/fake-server.ts';

afterEach(() => vi.restoreAllMocks());

it('shows plain data once the code for them is here, and all others at once', async () => {
  const store = createPlainStore({ run: sampleRun() });
  expect(store.getSnapshot()).toMatchObject({ connection: 'connecting', run: null });
  await until(() => store.getSnapshot().connection === 'live');
  expect(store.getSnapshot().run?.id).toBe('r42');
  expect(createPlainStore('{"run": {"id": "r7"}}').getSnapshot()).toMatchObject({
    connection: 'live',
    run: { id: 'r7', status: 'created' },
  });
});

it('says what is wrong with the JSON', () => {
  for (const text of ['{ "run": ', 'null', '7'])
    expect(createPlainStore(text).getSnapshot()).toMatchObject({
      connection: 'error',
      error: { title: 'The JSON inside the element cannot be read' },
    });
});

it('says that the code cannot be had, and tries again when a person asks for it', async () => {
  vi.spyOn(plain, 'module', 'get').mockReturnValue(undefined);
  vi.spyOn(plain, 'load').mockRejectedValueOnce(new TypeError('Failed to fetch'));
  const store = createPlainStore({ run: sampleRun() });
  await until(() => store.getSnapshot().connection === 'error');
  expect(store.getSnapshot().error?.detail).toContain('Failed to fetch');
  store.reconnect();
  await until(() => store.getSnapshot().connection === 'live');
  expect(store.getSnapshot()).toMatchObject({ error: null, run: { id: 'r42' } });
});
