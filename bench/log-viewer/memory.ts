import type { Page } from 'puppeteer-core';

/** Of the page and of its workers, after garbage collection, MB: what JavaScript holds, in objects and in buffers. */
export async function memory(page: Page): Promise<number> {
  const clients = [await page.createCDPSession(), ...page.workers().map(({ client }) => client)];
  let bytes = 0;
  for (const client of clients) {
    for (let time = 0; time < 3; time++) await client.send('HeapProfiler.collectGarbage');
    const usage = (await client.send('Runtime.getHeapUsage')) as { usedSize: number; backingStorageSize?: number };
    bytes += usage.usedSize + (usage.backingStorageSize ?? 0);
  }
  return bytes / 1e6;
}
