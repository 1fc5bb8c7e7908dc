// The pages: each adapter is bundled, opened in a Chromium of its own, and measured from outside.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { build } from 'vite';
import { chromium } from '../../scripts/chromium.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
/** The peers are those of the graphs, installed once. */
const peers = fileURLToPath(new URL('../graphs/node_modules', import.meta.url));

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css' };

const bundle = (adapter: string, outDir: string): Promise<unknown> =>
  build({
    configFile: false,
    logLevel: 'error',
    root: here,
    resolve: {
      alias: [
        { find: /^(@antv\/g6|@xyflow\/react|cytoscape|react|react-dom)(?=\/|$)/, replacement: join(peers, '$1') },
      ],
    },
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

export interface Stage {
  /** One of the page's measurements. */
  run<Result>(call: string): Promise<Result>;
  /** Processor time (ms a second) of all processes of the browser but that of the window itself, which the debugger keeps busy. */
  busy(seconds: number): Promise<number>;
}

/** Measures one adapter in a fresh browser. */
export async function withPage<Result>(adapter: string, measure: (stage: Stage) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-map-'));
  await bundle(adapter, folder);
  const server = await serveFolder(folder);
  const browser = await puppeteer.launch(chromium());
  try {
    const page = await open(browser, server);
    const run = <Result>(call: string): Promise<Result> => page.evaluate(`bench.${call}`) as Promise<Result>;
    return await measure({ run, busy: (seconds) => busyOf(browser, seconds) });
  } finally {
    await browser.close();
    server.close();
    await rm(folder, { recursive: true });
  }
}

async function open(browser: Browser, server: Server): Promise<Page> {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 800 });
  const address = server.address();
  await page.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`);
  await page.waitForFunction('window.ready === true');
  await page.hover('#box');
  return page;
}

async function busyOf(browser: Browser, seconds: number): Promise<number> {
  const devtools = await browser.target().createCDPSession();
  const used = async (): Promise<number> => {
    const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
    return processInfo.filter(({ type }) => type !== 'browser').reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  };
  const before = await used();
  await sleep(seconds * 1000);
  return (((await used()) - before) * 1000) / seconds;
}
