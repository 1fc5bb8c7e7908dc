import { spawn } from 'node:child_process';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/ensure.mjs';
import { launch, open, serveSite, textOf, untilText, type Site } from './browser.ts';
import { startServer, type Server } from './server.ts';

let server: Server;
let browser: Browser;
let site: Site;
beforeAll(async () => {
  server = await startServer();
  browser = await launch();
  site = await serveSite(server.url, `<pipeline-dashboard src="${server.pipeline}"></pipeline-dashboard>`);
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await server.stop();
});

/** Runs the reporter as a person does, and gives what the terminal showed. */
function reporter(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['cli/main.ts', ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}

describe('a page on another origin, under a strict policy', () => {
  it('shows a simulated run from the click to its end', async () => {
    const { page, faults } = await open(browser, site.url);
    await untilText(page, /Run pipeline/);
    await fetch(`${server.url}/api/config?trigger=false`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ runner: { kind: 'simulated', duration: 4000 } }),
    });
    await page.locator('>>> button ::-p-text(Run pipeline)').click();
    await untilText(page, /Running Run #\d+/);
    await untilText(page, /vitest run/); // a line of the job in Testing
    await untilText(page, /Succeeded Run #\d+/);
    await untilText(page, /serves all traffic/); // the last line of the last job
    for (const stage of ['Queued', 'Building', 'Testing', 'Deploying', 'Live'])
      expect(await textOf(page)).toContain(stage);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('shows a new title without a reload', async () => {
    const { page, faults } = await open(browser, site.url);
    await untilText(page, /Run pipeline/);
    const config = await fetch(`${server.url}/api/config`);
    await fetch(`${server.url}/api/config?trigger=false`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'if-match': config.headers.get('etag') ?? '' },
      body: JSON.stringify({ title: 'Rocket <b>shop</b>' }),
    });
    await untilText(page, /Rocket <b>shop<\/b>/);
    expect(faults).toEqual([]);
    await page.close();
  });
});

describe('a real command through the reporter', () => {
  it('moves its stage, shows its lines with their colours, and turns red with the reason when it fails', async () => {
    const { page, faults } = await open(browser, site.url);
    await untilText(page, /Run pipeline/);
    const script = `console.log('\\u001b[32mcompiled\\u001b[0m 7 modules'); console.error('error: cannot find the harbour'); process.exitCode = 3`;
    const { code, output } = await reporter(
      'run',
      '--src',
      server.pipeline,
      '--stage',
      'building',
      '--job',
      'compile',
      '--',
      process.execPath,
      '-e',
      script,
    );
    expect(code).toBe(3);
    expect(output).toContain('\u001b[32mcompiled\u001b[0m 7 modules');

    await untilText(page, /compiled 7 modules/);
    await untilText(page, /cannot find the harbour/);
    await untilText(page, /compile.*Fail|Fail.*compile/is);
    await untilText(page, /exit code 3|exited with 3|code 3/i);
    const colours = await page.evaluate(() => {
      const roots: (Document | ShadowRoot)[] = [document];
      for (const root of roots) {
        for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
      }
      const spans = roots.flatMap((root) => [...root.querySelectorAll('span')]);
      const span = spans.find((element) => element.textContent === 'compiled');
      return [span, span?.parentElement].map((element) => element && getComputedStyle(element).color);
    });
    expect(colours[0]).toMatch(/\d/);
    expect(colours[0], 'is another colour than that of the line').not.toBe(colours[1]);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('changes nothing about the command when there is no server', async () => {
    const { code, output } = await reporter(
      'run',
      '--src',
      'http://localhost:9/api/pipelines/default',
      '--flush-timeout',
      '1',
      '--stage',
      'building',
      '--',
      process.execPath,
      '-e',
      `console.log('done'); process.exitCode = 5`,
    );
    expect(code).toBe(5);
    expect(output).toContain('done');
  });
});

describe('the demo page', () => {
  it('runs under its own policy and shows the pipeline first', async () => {
    const { page, faults } = await open(browser, server.url);
    await untilText(page, /Building/);
    expect(faults).toEqual([]);
    await page.setViewport({ width: 320, height: 640 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.close();
  });
});
