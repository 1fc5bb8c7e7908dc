import { expect, it } from 'vitest';
import { LogBook } from '../model/log-book.ts';
import { blobOf } from './download.ts';

it('gives the log back as it came', async () => {
  const lines = Array.from({ length: 25_000 }, (_, at) => `\x1b[31m${at}\x1b[0m`);
  const book = new LogBook();
  for (const line of lines) book.append(line);
  expect(await (await blobOf(book)).text()).toBe(`${lines.join('\n')}\n`);
});
