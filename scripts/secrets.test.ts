import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { secretsFile } from './secrets.mjs';

it('hands on the secrets that the Worker knows, and nothing else of the environment', () => {
  const environment = {
    AUTH_SECRET: 'a',
    GITHUB_TOKEN_2: 'b',
    GITLAB_TOKEN__SHOP: 'c',
    TRIGGER_URL_PROD: 'f',
    PATH: '/bin',
    AUTH_SECRETS: 'd',
    MY_AUTH_SECRET: 'e',
  };
  expect(secretsFile(environment)).toBe(
    `AUTH_SECRET='a'\nGITHUB_TOKEN_2='b'\nGITLAB_TOKEN__SHOP='c'\nTRIGGER_URL_PROD='f'\n`,
  );
});

it('keeps quotes, line ends and dollars as they are', () => {
  expect(secretsFile({ AUTH_SECRET: `it's` })).toBe(`AUTH_SECRET="it's"\n`);
  expect(secretsFile({ AUTH_SECRET: 'a\nb' })).toBe(`AUTH_SECRET='a\nb'\n`);
  expect(secretsFile({ AUTH_SECRET: '$HOME' })).toBe(`AUTH_SECRET='\\$HOME'\n`);
});

it('refuses what a .env file cannot carry', () => {
  expect(() => secretsFile({ AUTH_SECRET: `'"\`` })).toThrow('AUTH_SECRET');
});

it('knows the secrets of every system whose hooks the Worker takes', () => {
  const webhooks = readFileSync(new URL('../worker/sources/webhooks.ts', import.meta.url), 'utf8');
  const names = [...webhooks.matchAll(/^ +secrets: \[(.+)\]/gm)].flatMap(
    ([, list = '']) => list.match(/[A-Z_]+/g) ?? [],
  );
  expect(names.length).toBeGreaterThan(6);
  for (const name of names) expect(secretsFile({ [name]: 'a' })).toBe(`${name}='a'\n`);
});
