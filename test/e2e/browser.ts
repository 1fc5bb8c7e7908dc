import { createServer, type Server as HttpServer } from 'node:http';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { ensureChromium } from '../../scripts/chromium.mjs';

export const launch = (): Promise<Browser> => puppeteer.launch({ ...ensureChromium(), headless: true });

/** A page of somebody else's site, on a port of its own, that embeds the script of `server`. */
export interface Site {
  url: string;
  close(): Promise<void>;
}

/** The strictest policy under which the elements promise to run. */
const policy = (server: string): string =>
  [
    `default-src 'none'`,
    `script-src ${server}`,
    `style-src 'self'`,
    `connect-src ${server}`,
    `img-src 'self' data:`,
    `require-trusted-types-for 'script'`,
    `trusted-types lit-html pipeline-widgets`,
  ].join('; ');

export async function serveSite(server: string, body: string): Promise<Site> {
  const html = `<!doctype html><html lang="en"><title>A page of somebody else</title>
<script type="module" src="${server}/pipeline-widgets.js"></script>
<main>${body}</main></html>`;
  const site: HttpServer = createServer((request, response) => {
    if (request.url !== '/') return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy(server) });
    response.end(html);
  });
  await new Promise<void>((resolve) => site.listen(0, resolve));
  const address = site.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP port');
  return {
    url: `http://localhost:${address.port}/`,
    close: () =>
      new Promise((resolve) => {
        site.close(() => resolve());
        site.closeAllConnections();
      }),
  };
}

/** Opens a page and collects what must not happen on it: errors of scripts and violations of its policy. */
export async function open(browser: Browser, url: string): Promise<{ page: Page; faults: string[] }> {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(message.text());
  });
  await page.goto(url);
  return { page, faults };
}

/** The text a person reads on the page: shadow roots included, what they do not show left out. */
export const textOf = (page: Page, selector = 'body'): Promise<string> =>
  page.$eval(selector, (element) => {
    const read = (node: Node): string => {
      if (node instanceof Text) return node.data;
      if (node instanceof HTMLStyleElement || node instanceof HTMLScriptElement) return '';
      if (node instanceof HTMLSlotElement) return node.assignedNodes({ flatten: true }).map(read).join(' ');
      const shadow = node instanceof Element ? node.shadowRoot : null;
      return [...(shadow ?? node).childNodes].map(read).join(' ');
    };
    return read(element).replace(/\s+/g, ' ');
  });

/** Waits until the page says so. */
export async function untilText(page: Page, pattern: RegExp, limit = 30_000): Promise<void> {
  const deadline = Date.now() + limit;
  let text = '';
  while (Date.now() < deadline) {
    text = await textOf(page);
    if (pattern.test(text)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the page never said ${pattern}; it says:\n${text.slice(0, 4000)}`);
}
