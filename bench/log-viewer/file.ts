// npm run bench:log-file [-- --megabytes 300]: a plain log file opened by its URL. How long it takes, whether the page answers
// meanwhile, what it takes of memory, whether what stands there is right.
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { parseArgs, stripVTControlCharacters } from 'node:util';
import puppeteer from 'puppeteer-core';
import { build } from 'vite';
import { chromium } from '../../scripts/chromium.mjs';
import { COMMON, logOf, RARE } from './log.mjs';
import { memory } from './memory.ts';

const { values } = parseArgs({ options: { megabytes: { type: 'string', default: '300' } } });
/** A line has 113 bytes on average. */
const count = Math.round((Number(values.megabytes) * 1e6) / 113);
const line = logOf(count);
/** Nothing takes longer, ms. */
const PATIENCE = 300_000;
/** Until what came last is packed, ms. */
const REST = 8000;

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.mjs': 'text/javascript' };

const html = `<!doctype html><meta charset="utf-8"><title>loading</title>
<style>html,body{margin:0}log-viewer{width:1200px;height:700px}</style><log-viewer></log-viewer>
<script type="module" src="/dist/pipeline-widgets.js"></script><script type="module" src="/page.mjs"></script>`;

async function writeLog(path: string): Promise<void> {
  const file = createWriteStream(path);
  for (let at = 0; at < count; at += 5000) {
    const lines = Array.from({ length: Math.min(5000, count - at) }, (_, index) => `${line(at + index)}\n`);
    if (!file.write(lines.join(''))) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
}

async function answer(
  folder: string,
  { url = '/', headers }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (url === '/') return void response.setHeader('content-type', 'text/html').end(html);
  const path = url === '/page.mjs' ? join(import.meta.dirname, 'pages/file.mjs') : join(folder, url);
  response.setHeader('content-type', TYPES[extname(path)] ?? 'text/plain');
  if (url !== '/log.txt') return void response.end(await readFile(path));
  const { size } = await stat(path);
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
  const start = Number(from ?? 0);
  const end = Math.min(Number(to ?? size), size - 1);
  response.setHeader('content-length', end - start + 1);
  if (from !== undefined) response.writeHead(206, { 'content-range': `bytes ${start}-${end}/${size}` });
  createReadStream(path, { start, end, highWaterMark: 1 << 20 }).pipe(response);
}

function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    answer(folder, request, response).catch(() => response.writeHead(404).end());
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

const folder = await mkdtemp(join(tmpdir(), 'bench-log-file-'));
await writeLog(join(folder, 'log.txt'));
await build({ mode: 'cdn', logLevel: 'error', build: { outDir: join(folder, 'dist') } });
const server = await serve(folder);
const browser = await puppeteer.launch({ ...chromium(), protocolTimeout: PATIENCE });
const page = await browser.newPage();
await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
await page.waitForFunction('document.title === "ready"');

const before = await memory(page);
const row = (await page.evaluate('load()')) as Record<string, number>;
await new Promise((resolve) => setTimeout(resolve, REST));
row['memory, MB'] = (await memory(page)) - before;
for (const number of [count, Math.floor(count / 2), 1]) {
  const { text, took } = (await page.evaluate(`read(${number})`)) as { text: string; took: number };
  const expected = stripVTControlCharacters(line(number - 1));
  if (text !== expected) throw new Error(`Line ${number} is ${text} and not ${expected}`);
  row[`to line ${number.toLocaleString('en')}, ms`] = took;
}
for (const term of [RARE, COMMON]) {
  const { total, took } = (await page.evaluate(`find(${JSON.stringify(term)})`)) as { total: number; took: number };
  row[`${total.toLocaleString('en')} matches counted, ms`] = took;
}
await browser.close();
server.close();
await rm(folder, { recursive: true });

console.log(`| ${values.megabytes} MB, ${count.toLocaleString('en')} lines | \`<log-viewer>\` |\n|---|--:|`);
for (const [what, value] of Object.entries(row)) console.log(`| ${what} | ${value.toFixed(value < 100 ? 1 : 0)} |`);
