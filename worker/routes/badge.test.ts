import { describe, expect, it } from 'vitest';
import { call, newPipeline, send } from '../../test/worker/api.ts';

async function badgeOf(base: string): Promise<string> {
  const response = await call(`${base}/badge.svg`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-cache');
  return response.text();
}

describe('the badge', () => {
  it('follows the newest run', async () => {
    const { base, headers } = await newPipeline({ title: 'Shop' });
    const tell = (event: Record<string, unknown>) =>
      send('POST', `${base}/events`, { event: 'run', ...event }, { headers });
    expect(await badgeOf(base)).toContain('<title>Shop: no runs</title>');
    await tell({ run: 'r1', status: 'running' });
    expect(await badgeOf(base)).toContain('<title>Shop: running</title>');
    await tell({ run: 'r1', conclusion: 'failure' });
    expect(await badgeOf(base)).toContain('<title>Shop: failing</title>');
    await tell({ run: 'r2', conclusion: 'success' });
    expect(await badgeOf(base)).toContain('<title>Shop: passing</title>');
  });

  it('shows a hostile title as text', async () => {
    const { base } = await newPipeline({ title: '</title><script>alert(1)</script>' });
    const svg = await badgeOf(base);
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });
});
