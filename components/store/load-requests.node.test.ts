import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { snapshotOf, type LogLine, type StreamEvent } from '../../protocol/index.ts';
import { sampleConfig, sampleLine, sampleLines, sampleRun } from '../shared/testing/sample.ts';
import { createPipelineStore } from './pipeline-store.ts';
import { FakeServer, SRC, until } from './testing/fake-server.ts';

let server: FakeServer;

beforeEach(() => {
  server = new FakeServer();
  vi.doMock('./requests/index.ts', () => {
    throw new TypeError('Failed to fetch');
  });
});

afterEach(() => vi.doUnmock('./requests/index.ts'));

it('says that the code for a request cannot be had, and tries again with the next one', async () => {
  server.on('trigger', () => Response.json({ run: { id: 'r43' } }));
  const store = createPipelineStore({ src: SRC, fetch: server.fetch });
  await expect(store.trigger()).rejects.toMatchObject({ name: 'ProblemError', problem: { status: 0 } });
  expect(server.requests).toHaveLength(0);
  vi.doUnmock('./requests/index.ts');
  expect(await store.trigger()).toMatchObject({ id: 'r43' });
});

it('says so to who wants an earlier run, and tries again when a person asks for it', async () => {
  server.on('runs/r1', () => Response.json(sampleRun({ id: 'r1', number: 1 })));
  const store = createPipelineStore({ src: SRC, fetch: server.fetch }).forRun('r1');
  const end = store.subscribe(() => {});
  await until(() => store.getSnapshot().connection === 'error');
  vi.doUnmock('./requests/index.ts');
  store.reconnect();
  await until(() => store.getSnapshot().run?.id === 'r1');
  expect(store.getSnapshot().error).toBeNull();
  end();
});

it('shows a live log without that code, from the last gap on', async () => {
  const store = createPipelineStore({ src: SRC, fetch: server.fetch });
  const end = store.subscribe(() => {});
  await until(() => server.streams.length > 0);
  const log = (line: LogLine): StreamEvent => ({ event: 'log', data: line });
  server.stream.send([
    { event: 'config', data: sampleConfig() },
    { event: 'pipeline-update', data: snapshotOf(sampleRun()) },
    ...sampleLines(3).map(log),
  ]);
  server.stream.send([{ event: 'presence', data: { viewers: 1 } }], 10);
  const shown = (): number[] => store.getSnapshot().log.lines.map(({ line }) => line);
  await until(() => shown().length === 3);
  server.stream.send([log(sampleLine(9)), log(sampleLine(10))], 11);
  await until(() => shown()[0] === 9);
  expect(shown()).toEqual([9, 10]);
  server.stream.send([log(sampleLine(11))], 13);
  await until(() => shown().length === 3);
  end();
});
