import { describe, expect, it } from 'vitest';
import { bearer, bodyOf, call, newPipeline, problemOf, send, tokenFor } from '../../test/worker/api.ts';
import type { LogPage } from '../../protocol/index.ts';
import { inRows } from '../pipeline/testing.ts';

/** A run of ten lines: odd ones of the job `a`, even ones of `b`, every fifth an error. */
async function tenLines(conclusion?: 'success') {
  const { base, headers } = await newPipeline();
  const events: Record<string, unknown>[] = Array.from({ length: 10 }, (_, index) => ({
    event: 'log',
    run: 'r1',
    job: index % 2 === 0 ? 'a' : 'b',
    stage: index % 2 === 0 ? 'building' : 'testing',
    type: index % 5 === 4 ? 'error' : 'info',
    message: `\u001b[3${index % 8}mline ${index + 1}\u001b[0m`,
  }));
  if (conclusion) events.push({ event: 'run', run: 'r1', conclusion });
  expect((await send('POST', `${base}/events`, events, { headers })).status).toBe(202);
  return `${base}/runs/r1/logs`;
}

const numbersOf = ({ lines }: LogPage) => lines.map(({ line }) => line);

describe('the log', () => {
  it.each([
    ['', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    ['?from=8', [8, 9, 10]],
    ['?from=11', []],
    ['?job=a', [1, 3, 5, 7, 9]],
    ['?stage=testing', [2, 4, 6, 8, 10]],
    ['?type=error', [5, 10]],
    ['?job=a&type=error&from=2', [5]],
    ['?job=none', []],
    ['?tail=3', [8, 9, 10]],
    ['?tail=50', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    ['?tail=2&job=a', [7, 9]],
    ['?tail=1&type=error', [10]],
  ])('with %s has the lines %j', async (query, numbers) => {
    const page = await bodyOf<LogPage>(await call(`${await tenLines()}${query}`));
    expect(numbersOf(page)).toEqual(numbers);
    expect(page).toMatchObject({ next: null, total: 10 });
  });

  it('comes page by page', async () => {
    const logs = await tenLines();
    const first = await bodyOf<LogPage>(await call(`${logs}?limit=6`));
    expect([numbersOf(first), first.next]).toEqual([[1, 2, 3, 4, 5, 6], 7]);
    const second = await bodyOf<LogPage>(await call(`${logs}?limit=6&from=7`));
    expect([numbersOf(second), second.next]).toEqual([[7, 8, 9, 10], null]);
  });

  it.each(['limit=0', 'limit=5001', 'from=0', 'from=x', 'type=loud', 'tail=0', 'tail=5001', 'tail=5&from=2'])(
    'is refused for %s',
    async (query) => {
      await problemOf(await call(`/api/pipelines/default/runs/r/logs?${query}`), 400);
    },
  );

  it('of an unknown run is 404', async () => {
    await problemOf(await call('/api/pipelines/default/runs/none/logs'), 404);
    await problemOf(await call('/api/pipelines/default/runs/none/logs.txt'), 404);
  });
});

describe('the raw log', () => {
  const line = (number: number) => `\u001b[3${(number - 1) % 8}mline ${number}\u001b[0m\n`;

  it('is the messages as they were, colours and all', async () => {
    const logs = await tenLines();
    const whole = Array.from({ length: 10 }, (_, index) => line(index + 1)).join('');
    for (const response of [await call(`${logs}.txt`), await call(logs, { headers: { accept: 'text/plain' } })]) {
      expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(await response.text()).toBe(whole);
    }
  });

  it('takes the same filters', async () => {
    const logs = await tenLines();
    expect(await (await call(`${logs}.txt?job=b&from=3&limit=2`)).text()).toBe(line(4) + line(6));
    expect(await (await call(`${logs}.txt?job=b&tail=2`)).text()).toBe(line(8) + line(10));
  });

  it('is whole however long it is', async () => {
    const { base, headers } = await newPipeline();
    const text = Array.from({ length: 12_345 }, (_, index) => `line ${index}\n`).join('');
    const sent = await call(`${base}/runs/r1/jobs/j/log`, {
      method: 'PATCH',
      body: text,
      headers: { ...headers, 'content-type': 'text/plain' },
    });
    expect(sent.status).toBe(202);
    expect(await (await call(`${base}/runs/r1/logs.txt`)).text()).toBe(text);
  });

  it('is chosen only by those who want it', async () => {
    const logs = await tenLines();
    for (const accept of ['*/*', 'application/json', 'application/json, text/plain, */*', 'text/html']) {
      const response = await call(logs, { headers: { accept } });
      await response.body?.cancel();
      expect(response.headers.get('content-type'), accept).toContain('application/json');
      expect(response.headers.get('vary'), accept).toBe('accept, authorization');
    }
  });
});

describe('a cache', () => {
  const cacheOf = async (address: string) => {
    const response = await call(address);
    await response.body?.cancel();
    return response.headers.get('cache-control');
  };

  it('asks again while the run is live', async () => {
    const logs = await tenLines();
    expect(await cacheOf(logs)).toBe('no-cache');
    expect(await cacheOf(`${logs}?limit=5`)).toBe('no-cache');
  });

  it('keeps what can never change of a run that has ended, and the end for a minute: late lines may come', async () => {
    const logs = await tenLines('success');
    expect(await cacheOf(`${logs}?limit=5`)).toBe('public, max-age=86400, immutable');
    expect(await cacheOf(`${logs}?from=6&limit=5`)).toBe('public, max-age=60');
    expect(await cacheOf(`${logs}.txt`)).toBe('public, max-age=60');
  });

  it('at the edge answers for the object, as long as everyone may read', async () => {
    const { slug, base, headers } = await newPipeline();
    const lines = Array.from({ length: 4 }, (_, index) => ({ event: 'log', run: 'r1', message: `line ${index + 1}` }));
    await send('POST', `${base}/events`, [...lines, { event: 'run', run: 'r1', conclusion: 'success' }], { headers });
    const settled = `${base}/runs/r1/logs?limit=2`;
    const first = await call(settled);
    const etag = first.headers.get('etag') ?? '';
    const page = await bodyOf<LogPage>(first);
    // The object has nothing left to say.
    await inRows(slug, (sql) => sql.exec("DELETE FROM journal WHERE type = 'log'"));
    await expect.poll(async () => bodyOf<LogPage>(await call(settled))).toEqual(page);
    expect((await call(settled, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect(numbersOf(await bodyOf<LogPage>(await call(`${base}/runs/r1/logs?limit=3`)))).toEqual([]);
    const hidden = await send(
      'POST',
      `${base}/config?trigger=false`,
      { visibility: 'private' },
      {
        headers: { ...headers, 'if-match': '"1"' },
      },
    );
    expect(hidden.status).toBe(200);
    await problemOf(await call(settled), 401);
  });

  it('of one reader alone may keep what is settled of a private pipeline', async () => {
    const { slug, base, headers } = await newPipeline({ visibility: 'private' });
    const log = Array.from({ length: 4 }, () => ({ event: 'log', run: 'r1', message: 'secret' }));
    await send('POST', `${base}/events`, [...log, { event: 'run', run: 'r1', conclusion: 'success' }], { headers });
    const read = async (query: string) => {
      const response = await call(`${base}/runs/r1/logs${query}`, { headers: bearer(await tokenFor(slug, 'view')) });
      expect(response.headers.get('vary')).toContain('authorization');
      return response.headers.get('cache-control');
    };
    expect(await read('?limit=2')).toBe('private, max-age=86400, immutable');
    expect(await read('')).toBe('no-store');
  });

  it('that has the page gets a 304', async () => {
    const logs = await tenLines('success');
    const first = await call(logs);
    await first.body?.cancel();
    const etag = first.headers.get('etag') ?? '';
    const again = await call(logs, { headers: { 'if-none-match': etag } });
    expect([again.status, again.headers.get('etag')]).toEqual([304, etag]);
  });
});

describe('a run with 100,000 lines', () => {
  it('shows its end at once, and the rest on demand', async () => {
    const { base, headers } = await newPipeline();
    const piece = (from: number) => Array.from({ length: 25_000 }, (_, index) => `line ${from + index}\n`).join('');
    for (let from = 1; from <= 100_000; from += 25_000) {
      const sent = await call(`${base}/runs/r1/jobs/j/log`, {
        method: 'PATCH',
        body: piece(from),
        headers: { ...headers, 'content-type': 'text/plain' },
      });
      expect(sent.status).toBe(202);
    }
    // The stream brings the end alone, in one small piece.
    const stream = await call(`${base}/stream`);
    const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
    const decoder = new TextDecoder();
    let text = '';
    while (!text.includes('event: presence')) text += decoder.decode((await reader.read()).value, { stream: true });
    await reader.cancel();
    expect(text.split('event: log\n')).toHaveLength(201);
    expect(text).toContain('"message":"line 99801"');
    expect(text).toContain('"message":"line 100000"');
    expect(text.length).toBeLessThan(100_000);

    const page = async (query: string) => bodyOf<LogPage>(await call(`${base}/runs/r1/logs?${query}`));
    const tail = await page('tail=500');
    expect([tail.lines[0]?.line, tail.lines.at(-1)?.line, tail.total]).toEqual([99_501, 100_000, 100_000]);
    const middle = await page('from=50000&limit=3');
    expect(middle.lines.map(({ message }) => message)).toEqual(['line 50000', 'line 50001', 'line 50002']);
  });
});
