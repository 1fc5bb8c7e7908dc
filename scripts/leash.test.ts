import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';

/** Holds a process group on a leash, as worker.mjs does with wrangler's, and says which group it is. */
const holder = `
  import { spawn } from 'node:child_process';
  const group = spawn('sh', ['-c', 'sleep 600 & sleep 600'], { detached: true, stdio: 'ignore' });
  spawn(process.execPath, ['scripts/leash.mjs', String(group.pid)], { stdio: ['pipe', 'ignore', 'inherit'] });
  console.log(group.pid);
`;

/** How many processes of a group are alive; the dead whom nobody has reaped are not. */
const members = (group: number): number =>
  execFileSync('ps', ['-eo', 'pgid=,stat='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([pgid, state]) => Number(pgid) === group && !state?.startsWith('Z')).length;

it('ends the group when whoever holds it is killed', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', holder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const group = Number(line);
  await expect.poll(() => members(group)).toBe(3);
  child.kill('SIGKILL');
  await expect.poll(() => members(group), { timeout: 10_000 }).toBe(0);
}, 20_000);
