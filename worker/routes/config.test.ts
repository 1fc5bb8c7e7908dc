import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { bearer, bodyOf, call, newPipeline, problemOf, send, tokenFor } from '../../test/worker/api.ts';
import type { ConfigAnswer, ConfigDocument, ConfigRevision, RunPage } from '../../protocol/index.ts';

const configOf = async (base: string) => bodyOf<ConfigDocument>(await call(`${base}/config`));
const runsOf = async (base: string) => (await bodyOf<RunPage>(await call(`${base}/runs`))).runs;

describe('reading the config', () => {
  it('works from the start for the default pipeline, by both addresses', async () => {
    const short = await call('/api/config');
    expect(short.headers.get('etag')).toBe('"0"');
    const config = await bodyOf<ConfigDocument>(short);
    expect(config).toMatchObject({ revision: 0, title: 'Pipeline' });
    expect(await configOf('/api/pipelines/default')).toEqual(config);
  });

  it('costs nothing while nothing has changed', async () => {
    const { base } = await newPipeline();
    const response = await call(`${base}/config`, { headers: { 'if-none-match': '"1"' } });
    expect(response.status).toBe(304);
    expect(response.headers.get('etag')).toBe('"1"');
    expect(await response.text()).toBe('');
  });

  it('comes from the replica', async () => {
    const { slug, base } = await newPipeline({ title: 'Saved' });
    const key = `config:${slug}`;
    const replica = await env.CONFIG.get<ConfigDocument>(key, 'json');
    expect(replica).toMatchObject({ revision: 1, title: 'Saved' });
    await env.CONFIG.put(key, JSON.stringify({ ...replica, title: 'From the edge' }));
    expect(await configOf(base)).toMatchObject({ title: 'From the edge' });
  });

  it('does without the replica', async () => {
    const { slug, base } = await newPipeline({ title: 'Saved' });
    await env.CONFIG.delete(`config:${slug}`);
    expect(await configOf(base)).toMatchObject({ revision: 1, title: 'Saved' });
  });
});

describe('saving the config', () => {
  it('keeps what it does not speak of, counts the revision, and starts a run', async () => {
    const { base, headers } = await newPipeline({ title: 'One', runner: { kind: 'simulated', duration: 60_000 } });
    const before = await configOf(base);
    const response = await send(
      'POST',
      `${base}/config`,
      { title: 'Two' },
      { headers: { ...headers, 'if-match': '"1"' } },
    );
    expect(response.headers.get('etag')).toBe('"2"');
    const { config, run } = await bodyOf<ConfigAnswer>(response);
    expect(config).toEqual({ ...before, revision: 2, title: 'Two' });
    expect(await configOf(base)).toEqual(config);
    expect((await runsOf(base)).map(({ id }) => id)).toEqual([run?.id]);
  });

  it('starts no run when it is not to', async () => {
    const { base, headers } = await newPipeline({ runner: { kind: 'simulated' } });
    const path = `${base}/config?trigger=false`;
    const response = await send('POST', path, { title: 'Two' }, { headers: { ...headers, 'if-match': '"1"' } });
    expect((await bodyOf<ConfigAnswer>(response)).run).toBeNull();
    expect(await runsOf(base)).toEqual([]);
  });

  it('saves also where runs start elsewhere', async () => {
    const { base, headers } = await newPipeline({ runner: { kind: 'external' } });
    const response = await send(
      'POST',
      `${base}/config`,
      { title: 'Two' },
      { headers: { ...headers, 'if-match': '"1"' } },
    );
    expect(await bodyOf<ConfigAnswer>(response)).toMatchObject({ config: { title: 'Two' }, run: null });
  });

  it('takes back what was read, and counts no revision when nothing is new', async () => {
    const { base, headers } = await newPipeline();
    const config = await configOf(base);
    const response = await send('POST', `${base}/config?trigger=false`, config, {
      headers: { ...headers, 'if-match': '*' },
    });
    expect((await bodyOf<ConfigAnswer>(response)).config).toEqual(config);
  });

  it('takes out a field that need not be there, where it is null', async () => {
    const { base, headers } = await newPipeline({ graph: { jobs: [{ name: 'build', needs: [] }] } });
    const before = await configOf(base);
    expect(before.graph?.jobs).toHaveLength(1);
    const path = `${base}/config?trigger=false`;
    const response = await send(
      'POST',
      path,
      { graph: null, title: 'Two' },
      { headers: { ...headers, 'if-match': '"1"' } },
    );
    const { config } = await bodyOf<ConfigAnswer>(response);
    const { graph: _graph, ...rest } = before;
    expect(config).toEqual({ ...rest, revision: 2, title: 'Two' });
    expect(await configOf(base)).toEqual(config);
    // Once more, nothing is new.
    const again = await send('POST', path, { graph: null }, { headers: { ...headers, 'if-match': '"2"' } });
    expect((await bodyOf<ConfigAnswer>(again)).config).toEqual(config);
  });

  it('makes an unknown pipeline exist, for one who may', async () => {
    const slug = `p-${crypto.randomUUID()}`;
    const headers = bearer(await tokenFor('*', 'config'));
    await problemOf(await call(`/api/pipelines/${slug}`), 404);
    const response = await send('POST', `/api/pipelines/${slug}/config?trigger=false`, { title: 'New' }, { headers });
    expect((await bodyOf<ConfigAnswer>(response)).config).toMatchObject({ revision: 1, title: 'New' });
    await bodyOf(await call(`/api/pipelines/${slug}`));
  });

  it.each(['"1"', '"0", "1"', '*'])('accepts If-Match %s', async (match) => {
    const { base, headers } = await newPipeline();
    const path = `${base}/config?trigger=false`;
    expect((await send('POST', path, { title: 'Two' }, { headers: { ...headers, 'if-match': match } })).status).toBe(
      200,
    );
  });
});

describe('a save that is refused', () => {
  const CURRENT = { 'if-match': '"1"' };
  const JSON_TYPE = { 'content-type': 'application/json' };
  const TOO_LONG = JSON.stringify({ description: 'x'.repeat(1024 * 1024) });

  it.each<[what: string, body: string, headers: Record<string, string>, status: number, paths: string[]]>([
    ['an empty title', '{"title":""}', CURRENT, 422, ['/title']],
    ['a blank title', '{"title":"  \\n "}', CURRENT, 422, ['/title']],
    ['a title that is too long', JSON.stringify({ title: 'x'.repeat(201) }), CURRENT, 422, ['/title']],
    ['a description of 1 MB', TOO_LONG, CURRENT, 413, []],
    [
      'a description that is too long',
      JSON.stringify({ description: 'x'.repeat(2001) }),
      CURRENT,
      422,
      ['/description'],
    ],
    [
      'wrong types',
      '{"title":7,"stages":{},"retention":{"runs":"10","days":1}}',
      CURRENT,
      422,
      ['/title', '/stages', '/retention/runs'],
    ],
    ['null for a field', '{"title":null}', CURRENT, 422, ['/title']],
    ['unknown fields', '{"titel":"x","a/b":1}', CURRENT, 422, ['/titel', '/a~1b']],
    ['a field that would reach the prototype', '{"__proto__":{"title":"x"}}', CURRENT, 422, ['/__proto__']],
    ['no stages', '{"stages":[]}', CURRENT, 422, ['/stages']],
    [
      'two stages of one id',
      '{"stages":[{"id":"a","name":"A"},{"id":"a","name":"B"}]}',
      CURRENT,
      422,
      ['/stages/1/id'],
    ],
    [
      'a connection to nowhere',
      '{"topology":{"nodes":[],"connections":[{"id":"c","from":"a","to":"b"}]}}',
      CURRENT,
      422,
      ['/topology/connections/0/from', '/topology/connections/0/to'],
    ],
    ['an origin that is an address', '{"origins":["https://example.com/page"]}', CURRENT, 422, ['/origins/0']],
    [
      'a link that runs a script',
      '{"topology":{"nodes":[{"id":"a","name":"A","kind":"edge","url":"javascript:alert(1)"}],"connections":[]}}',
      CURRENT,
      422,
      ['/topology/nodes/0/url'],
    ],
    ['an unknown runner', '{"runner":{"kind":"magic"}}', CURRENT, 422, ['/runner/kind']],
    ['a list', '[]', CURRENT, 422, ['']],
    ['a string', '"title"', CURRENT, 422, ['']],
    ['null', 'null', CURRENT, 422, ['']],
    ['broken JSON', '{"title":"x"', CURRENT, 400, []],
    ['no body', '', CURRENT, 400, []],
    ['a malformed If-Match', '{"title":"x"}', { 'if-match': '1' }, 400, []],
    ['no If-Match', '{"title":"x"}', {}, 428, []],
    ['a stale If-Match', '{"title":"x"}', { 'if-match': '"0"' }, 412, []],
    ['a stale list', '{"title":"x"}', { 'if-match': '"0", "2"' }, 412, []],
    ['a weak tag', '{"title":"x"}', { 'if-match': 'W/"1"' }, 412, []],
    ['a tag of something else', '{"title":"x"}', { 'if-match': '"abc"' }, 412, []],
  ])('for %s changes nothing', async (_what, body, conditions, status, paths) => {
    const { base, headers } = await newPipeline({ title: 'One', runner: { kind: 'simulated' } });
    const before = await configOf(base);
    const response = await call(`${base}/config`, {
      method: 'POST',
      body,
      headers: { ...headers, ...JSON_TYPE, ...conditions },
    });
    const problem = await problemOf(response, status);
    expect(problem.errors?.map(({ path }) => path) ?? []).toEqual(paths);
    expect(await configOf(base)).toEqual(before);
    expect(await runsOf(base)).toEqual([]);
  });

  it('because someone else was faster shows what is now saved', async () => {
    const { base, headers } = await newPipeline();
    const save = (title: string) =>
      send('POST', `${base}/config?trigger=false`, { title }, { headers: { ...headers, ...CURRENT } });
    const answers = await Promise.all([save('Ann'), save('Bob')]);
    const [first, second] = answers.sort((a, b) => a.status - b.status);
    if (!first || !second) throw new Error('Two were asked.');
    const { config } = await bodyOf<ConfigAnswer>(first);
    expect(second.headers.get('etag')).toBe('"2"');
    expect(await problemOf(second, 412)).toMatchObject({ current: config });
  });
});

it('keeps every revision, newest first, and each can be restored', async () => {
  const { base, headers } = await newPipeline({ title: 'One' });
  const path = `${base}/config?trigger=false`;
  await send('POST', path, { title: 'Two' }, { headers: { ...headers, 'if-match': '"1"' } });
  const { revisions } = await bodyOf<{ revisions: ConfigRevision[] }>(
    await call(`${base}/config/revisions`, { headers }),
  );
  expect(revisions.map(({ revision, author, config }) => [revision, author, config.title])).toEqual([
    [2, 'ann', 'Two'],
    [1, 'ann', 'One'],
  ]);
  const restored = await send('POST', path, revisions[1]?.config, { headers: { ...headers, 'if-match': '"2"' } });
  expect((await bodyOf<ConfigAnswer>(restored)).config).toMatchObject({ revision: 3, title: 'One' });
});
