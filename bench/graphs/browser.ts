// The pages: each adapter is bundled, opened in a Chromium of its own, and measured from outside.
import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { mkdtemp, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer, { type CDPSession, type Page } from 'puppeteer-core';
import { build } from 'vite';
import { chromium } from '../../scripts/chromium.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

export interface Frames {
  readonly frames: number;
  /** Longer than two frames of a 60 Hz screen. */
  readonly late: number;
  readonly longest: number;
}

export interface PageFigures {
  readonly adapter: string;
  readonly jobs: number;
  readonly paintedMs: number;
  readonly heapMB: number;
  /** Of the main thread, for one job's new status in a frame. */
  readonly updateMs: number;
  readonly zoom: Frames;
  readonly addMs: number;
}

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' };

async function bundle(adapter: string, outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    root: here,
    build: {
      outDir,
      target: 'es2022',
      lib: {
        entry: join(here, `page/${adapter}.mjs`),
        formats: ['es'],
        fileName: () => 'page.js',
        cssFileName: 'page',
      },
    },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
}

const PAGE = `<!doctype html><link rel="stylesheet" href="page.css"><style>body{margin:0}#box{width:1280px;height:720px}</style>
<div id="box"></div><script type="module" src="page.js"></script>`;

const serveFolder = (folder: string): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer((request, response) => {
      const path = request.url ?? '/';
      const body = path === '/' ? Promise.resolve(PAGE) : readFile(join(folder, path));
      body.then(
        (content) => response.setHeader('content-type', TYPES[extname(path)] ?? 'text/html').end(content),
        () => response.writeHead(404).end(),
      );
    }).listen(0, '127.0.0.1', () => resolve(server));
  });

/** One adapter, one size, one fresh browser. */
export async function measurePage(adapter: string, jobs: number): Promise<PageFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-graphs-'));
  await bundle(adapter, folder);
  const server = await serveFolder(folder);
  const browser = await puppeteer.launch(chromium());
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 800 });
    const address = server.address();
    await page.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`);
    await page.waitForFunction('window.ready === true');
    return { adapter, jobs, ...(await phases(page, await page.createCDPSession(), jobs)) };
  } finally {
    await browser.close();
    server.close();
    await rm(folder, { recursive: true });
  }
}

const UPDATES = 40;
const ZOOMS = 40;

async function phases(page: Page, devtools: CDPSession, jobs: number): Promise<Omit<PageFigures, 'adapter' | 'jobs'>> {
  await devtools.send('Performance.enable');
  const metric = async (name: string): Promise<number> => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return metrics.find((one) => one.name === name)?.value ?? NaN;
  };
  const heap = async (): Promise<number> => {
    await devtools.send('HeapProfiler.collectGarbage');
    return (await metric('JSHeapUsedSize')) / 2 ** 20;
  };
  const run = <Result>(call: string): Promise<Result> => page.evaluate(`bench.${call}`) as Promise<Result>;
  /** Of the main thread, a frame (ms). */
  const busy = async (call: string, frames: number): Promise<number> => {
    const before = await metric('TaskDuration');
    await run(call);
    return (((await metric('TaskDuration')) - before) * 1000) / frames;
  };

  const empty = await heap();
  const { ms: paintedMs } = await run<{ ms: number }>(`show(${jobs})`);
  const heapMB = (await heap()) - empty;
  await page.hover('#box');
  await run('idle(30)');
  const updateMs = await busy(`updates(${UPDATES})`, UPDATES);
  const zoom = await run<Frames>(`zoom(${ZOOMS})`);
  const { ms: addMs } = await run<{ ms: number }>('add()');
  return { paintedMs, heapMB, updateMs, zoom, addMs };
}
