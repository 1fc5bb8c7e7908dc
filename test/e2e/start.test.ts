import { spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/ensure.mjs';
import { descendants, freePort, processes, until } from './server.ts';

describe('npm start', () => {
  it.each([
    // A process supervisor tells npm alone; a terminal's Ctrl-C tells everything that runs in it.
    ['SIGTERM', 1],
    ['SIGINT', -1],
  ] as const)('ends on %s and leaves nothing running', async (signal, group) => {
    const port = await freePort();
    const persist = await mkdtemp(join(tmpdir(), 'pipeline-widgets-start-'));
    const npm = spawn('npm', ['start'], {
      cwd: root,
      env: { ...process.env, PORT: `${port}`, PERSIST_TO: persist },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    let output = '';
    npm.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await until(() => output.includes(`http://localhost:${port}/`), 'the address', 90_000);
    expect((await fetch(`http://localhost:${port}/`)).status).toBe(200);
    expect((await fetch(`http://localhost:${port}/pipeline-widgets.js`)).status).toBe(200);

    const started = descendants(npm);
    expect(started.some(({ command }) => command.includes('workerd'))).toBe(true);
    process.kill(group * (npm.pid ?? NaN), signal);
    const alive = () =>
      started.filter(({ pid, command }) => processes().some((p) => p.pid === pid && p.command === command));
    await until(() => alive().length === 0, 'everything to end', 30_000);
    await expect(fetch(`http://localhost:${port}/api/health`)).rejects.toThrow();
  });

  it('says so when the port is taken', async () => {
    const { createServer } = await import('node:http');
    const squatter = createServer((_request, response) => response.end('not yours'));
    const port = await freePort();
    await new Promise<void>((resolve) => squatter.listen(port, resolve));
    const npm = spawn('npm', ['start'], { cwd: root, env: { ...process.env, PORT: `${port}` }, stdio: 'pipe' });
    let output = '';
    for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const code = await new Promise((resolve) => npm.once('exit', resolve));
    squatter.close();
    expect(code).not.toBe(0);
    expect(output).toMatch(new RegExp(`${port} is in use`));
  });
});
