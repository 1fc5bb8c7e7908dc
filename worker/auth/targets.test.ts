import { describe, expect, it } from 'vitest';
import { newPipeline, problemOf, send } from '../../test/worker/api.ts';

const webhook = (url: string) => ({ runner: { kind: 'webhook', url, signed: false } });

describe('an address in the config', () => {
  it.each([
    'http://127.0.0.1:8080/',
    'http://localhost/',
    'https://localhost/',
    'https://10.0.0.1/x',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[fd00::1]/',
    'https://metadata.google.internal/',
    'https://printer.local./',
    'https://intranet/',
  ])('%s is none that a public server may be sent to', async (url) => {
    const { base, headers } = await newPipeline();
    const save = { headers: { ...headers, 'if-match': '"1"' } };
    const problem = await problemOf(await send('POST', `${base}/config?trigger=false`, webhook(url), save), 422);
    expect(problem.errors?.map(({ path }) => path)).toEqual(['/runner/url']);
  });

  it('may be that of any public server', async () => {
    const { base, headers } = await newPipeline();
    const save = { headers: { ...headers, 'if-match': '"1"' } };
    const saved = await send('POST', `${base}/config?trigger=false`, webhook('https://ci.example.com/hook'), save);
    expect(saved.status).toBe(200);
  });
});
