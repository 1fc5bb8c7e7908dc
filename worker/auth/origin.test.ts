import { describe, expect, it } from 'vitest';
import { mayWriteUnasked } from './origin.ts';

const LISTED = ['https://status.example.com'];

describe('mayWriteUnasked', () => {
  it.each([
    ['a program', null, 'http://localhost:8787', true],
    ['a program, deployed', null, 'https://pipe.example.com', true],
    ['our own page', 'https://pipe.example.com', 'https://pipe.example.com', true],
    ['a page that the config lists', 'https://status.example.com', 'https://pipe.example.com', true],
    ['a page that the config lists, local', 'https://status.example.com', 'http://localhost:8787', true],
    ['a local page', 'http://localhost:3000', 'http://localhost:8787', true],
    ['a local page by another name', 'http://127.0.0.1:3000', 'http://localhost:8787', true],
    ['a local page by IPv6', 'http://[::1]:3000', 'http://demo.localhost:8787', true],
    ['our own page at an address', 'http://192.168.1.5:8787', 'http://192.168.1.5:8787', true],
    ['a page of the web, to a local server', 'https://evil.example', 'http://localhost:8787', false],
    ['a name made to look local', 'http://localhost.evil.example', 'http://localhost:8787', false],
    ['a name made to look like an address', 'http://127.0.0.1.evil.example', 'http://localhost:8787', false],
    ['a sandboxed frame', 'null', 'http://localhost:8787', false],
    ['another origin', 'https://evil.example', 'https://pipe.example.com', false],
    ['a local page, to a deployed server', 'http://localhost:3000', 'https://pipe.example.com', false],
    ['another port', 'https://pipe.example.com:444', 'https://pipe.example.com', false],
    ['another scheme', 'http://pipe.example.com', 'https://pipe.example.com', false],
    ['a name that was rebound to this machine', 'http://evil.example:8787', 'http://evil.example:8787', false],
  ])('%s: %s to %s is %s', (_who, origin, server, allowed) => {
    expect(mayWriteUnasked(origin, new URL('/api/pipelines/default/trigger', server), LISTED)).toBe(allowed);
  });
});
