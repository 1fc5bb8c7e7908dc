import type { Browser, CDPSession, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PipelineStore } from '../../components/store/types.ts';
import { launch, open, serveSite, textOf, untilText, type Site } from './browser.ts';
import { proxyTo, type Proxy } from './proxy.ts';
import { startServer, until, type Server } from './server.ts';

const TABS = 10;
const TAGS = ['pipeline-visualizer', 'infra-map', 'log-viewer', 'config-editor', 'pipeline-badge'];

let server: Server;
let browser: Browser;
let proxy: Proxy;
let site: Site;
let tabs: Page[];
let faults: string[][];
/** Lines of the run so far. */
let written = 0;
let runs = 0;

beforeAll(async () => {
  server = await startServer({ AUTH_SECRET: 'only-for-this-test-0123456789abcdef' });
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

beforeEach(async () => {
  proxy = await proxyTo(server.url);
  site = await serveSite(proxy.url, TAGS.map((tag) => `<${tag} src="${proxy.pipeline}"></${tag}>`).join('\n'));
  tabs = [];
  faults = [];
  written = 0;
  runs++;
});
afterEach(async () => {
  // Blank first: the last page cannot be closed without the browser.
  await browser.newPage();
  for (const page of await browser.pages()) if (page.url() !== 'about:blank') await page.close();
  await site.close();
  await proxy.close();
});

/** An element as a page sees it. */
type Widget = HTMLElement & { store: PipelineStore | null };
type Watched = Window & { faultyLogs: string[] };

async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const answer = await fetch(`${server.pipeline}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}

async function setVisibility(visibility: 'public' | 'private'): Promise<void> {
  const config = await fetch(`${server.pipeline}/config`);
  await post('config?trigger=false', { visibility }, { 'if-match': config.headers.get('etag') ?? '' });
}

async function write(count: number): Promise<void> {
  const run = `tabs-${runs}`;
  const line = (number: number) => ({
    event: 'log',
    run,
    job: 'count',
    id: `${run}-${number}`,
    message: `line ${number}`,
  });
  await post(
    'events',
    Array.from({ length: count }, (_, index) => line(written + index + 1)),
  );
  written += count;
}

/** Opens a tab that watches every picture which each of its elements is given. */
async function tab(): Promise<Page> {
  const { page, faults: own } = await open(browser, site.url);
  faults.push(own);
  tabs.push(page);
  await page.waitForFunction((tags) => tags.every((tag) => document.querySelector<Widget>(tag)?.store), {}, TAGS);
  await page.evaluate((tags) => {
    const faultyLogs: string[] = [];
    Object.assign(window, { faultyLogs });
    for (const tag of tags) {
      const store = document.querySelector<Widget>(tag)?.store;
      const check = (): void => {
        const lines = store?.getSnapshot().log.lines ?? [];
        const first = lines[0]?.line ?? 1;
        const wrong = lines.findIndex(({ line, message }, at) => line !== first + at || message !== `line ${line}`);
        if (wrong >= 0) faultyLogs.push(`${tag}: ${JSON.stringify(lines.slice(Math.max(0, wrong - 1), wrong + 2))}`);
      };
      store?.subscribe(check);
    }
  }, TAGS);
  return page;
}

/** Waits until all elements of a tab have the last line, and nothing was wrong on the way there. */
async function expectUpToDate(page: Page): Promise<void> {
  const last = () =>
    page.evaluate(
      (tags) => tags.map((tag) => document.querySelector<Widget>(tag)?.store?.getSnapshot().log.lines.at(-1)?.line),
      TAGS,
    );
  await until(async () => (await last()).every((line) => line === written), `line ${written} in all elements`, 30_000);
  // A tab in the background paints nothing.
  await page.bringToFront();
  await untilText(page, new RegExp(`line ${written}\\b`));
  const text = await textOf(page, 'log-viewer');
  expect(text.match(new RegExp(`\\bline ${written}\\b`, 'g'))).toHaveLength(1);
  expect(await page.evaluate(() => (window as unknown as Watched).faultyLogs)).toEqual([]);
}

const devtools = (page: Page): Promise<CDPSession> => page.createCDPSession();

describe('the tabs of a browser', () => {
  it(`${TABS} with ${TAGS.length} elements each read one stream; when the one that reads it is closed or crashes, nothing is lost or doubled`, async () => {
    await write(5);
    for (let count = 0; count < TABS; count++) {
      await tab();
      await write(3);
    }
    for (const page of tabs) await expectUpToDate(page);
    expect(proxy.asked).toEqual([null]);
    expect(await (await fetch(server.pipeline)).json()).toMatchObject({ viewers: 1 });

    // They lead in the order in which they came.
    await Promise.all([tabs.shift()?.close(), write(40)]);
    for (const page of tabs) await expectUpToDate(page);
    expect(proxy.asked).toHaveLength(2);

    const [victim] = tabs.splice(0, 1);
    if (!victim) throw new Error('There is no tab to crash.');
    const crashed = new Promise((resolve) => victim.once('error', resolve));
    const client = await devtools(victim);
    // It is never answered.
    void client.send('Page.crash').catch(() => undefined);
    await Promise.all([crashed, write(40)]);
    for (const page of tabs) await expectUpToDate(page);
    expect(proxy.open).toBe(1);
    expect(proxy.asked).toHaveLength(3);
    expect(proxy.asked.slice(1).every((id) => id !== null)).toBe(true);
    expect(faults.flat()).toEqual([]);
  }, 180_000);

  it('hand over when the one that reads is frozen or goes into the back/forward cache, and take it in again after', async () => {
    await write(5);
    const first = await tab();
    const second = await tab();
    await expectUpToDate(second);

    const client = await devtools(first);
    await client.send('Page.setWebLifecycleState', { state: 'frozen' });
    await until(() => proxy.asked.length === 2, 'the second tab to read');
    await write(10);
    await expectUpToDate(second);
    await client.send('Page.setWebLifecycleState', { state: 'active' });
    await expectUpToDate(first);
    expect(proxy.asked).toHaveLength(2);

    await second.evaluate(() => Object.assign(window, { mark: 'the same page' }));
    await second.goto('about:blank');
    await until(() => proxy.asked.length === 3, 'the first tab to read');
    await write(10);
    await expectUpToDate(first);
    await second.goBack();
    expect(await second.evaluate(() => (window as unknown as { mark?: string }).mark)).toBe('the same page');
    await expectUpToDate(second);
    expect(proxy.asked).toHaveLength(3);
    expect(proxy.open).toBe(1);
  });
});

describe('a private pipeline', () => {
  it('shows itself with a token that a function gets, to all tabs of one person over one stream', async () => {
    await write(5);
    await setVisibility('private');
    const mint = async (subject: string): Promise<string> => {
      const answer = await post('tokens', { scope: ['view'], subject });
      return ((await answer.json()) as { token: string }).token;
    };
    const visit = async (token: string): Promise<Page> => {
      const { page } = await open(browser, site.url);
      tabs.push(page);
      await page.evaluate(
        (tag, token) => Object.assign(document.querySelector(tag) as Widget, { token: () => Promise.resolve(token) }),
        'log-viewer',
        token,
      );
      return page;
    };
    const [stranger] = [await open(browser, site.url)];
    await untilText(stranger.page, /token|sign in|allowed/i);
    const refused = proxy.asked.length;

    const ada = await visit(await mint('ada'));
    await untilText(ada, /line 5\b/);
    const adaToo = await visit(await mint('ada'));
    await untilText(adaToo, /line 5\b/);
    expect(proxy.open).toBe(1);
    const bob = await visit(await mint('bob'));
    await untilText(bob, /line 5\b/);
    expect(proxy.open).toBe(2);
    expect(proxy.asked.length).toBeGreaterThan(refused);

    const log = await ada.evaluate(async (path) => {
      const store = document.querySelector<Widget>('log-viewer')?.store;
      return (await store?.fetch(path))?.text();
    }, `runs/tabs-${runs}/logs.txt`);
    expect(log).toBe('line 1\nline 2\nline 3\nline 4\nline 5\n');
  });
});
