import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestHarness } from 'wrangler';
import { root } from '../../scripts/ensure.mjs';
import { scriptFile, scriptParts } from '../../scripts/entries.mjs';

// Cloudflare reads `_headers` alike for Pages and for the assets of a Worker, and only the second runs here.
const server = createTestHarness({
  workers: [{ config: { name: 'page', compatibility_date: '2026-10-01', assets: { directory: `${root}/dist-demo` } } }],
});

beforeAll(async () => {
  await server.listen();
});
afterAll(() => server.close());

describe('the demo page, deployed', () => {
  it('runs under a strict policy with Trusted Types', async () => {
    const { status, headers } = await server.fetch('/');
    expect(status).toBe(200);
    const policy = headers.get('content-security-policy');
    expect(policy).toContain(`default-src 'none'`);
    expect(policy).toContain(`require-trusted-types-for 'script'`);
    expect(policy).not.toContain('unsafe');
  });

  it('carries nothing inline that this policy would refuse', async () => {
    const html = await (await server.fetch('/')).text();
    expect(html).not.toMatch(/<script(?![^>]*\b(src=|type="application\/json"))/);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/);
  });

  const [part = ''] = readdirSync(`${root}/dist-demo/${scriptParts}`);

  it.each([`/${scriptFile}`, `/${scriptParts}/${part}`])('gives %s to pages of other origins', async (path) => {
    const { status, headers } = await server.fetch(path);
    expect(status).toBe(200);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('content-type')).toMatch(/javascript/);
  });
});
