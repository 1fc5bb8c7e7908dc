import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { expect, it, vi } from 'vitest';
import { root } from '../../scripts/ensure.mjs';
import { scriptFile } from '../../scripts/entries.mjs';
import config from '../../vite.config.ts';

/**
 * The most that an element may take of transfer alone, with lit and the store; as `eager`, with the code that it otherwise
 * fetches once it is in a page (bytes). A number that goes up has its reason in the commit.
 */
const LIMITS = {
  'log-viewer/define': 20_000,
  'log-viewer/eager': 35_000,
  'infra-map/define': 24_000,
  'infra-map/eager': 31_500,
  'config-editor/define': 20_000,
  'pipeline-badge/define': 19_100,
};

it.each(Object.entries(LIMITS))('%s takes at most %i bytes', async (entry, limit) => {
  expect(await sizeOf(entry)).toBeLessThanOrEqual(limit);
});

/** Made as the script file is; without the parts that are fetched when they are first needed. */
async function sizeOf(name: string): Promise<number> {
  vi.stubEnv('NODE_ENV', 'production'); // For tests, Lit has another build.
  const script = config({ mode: 'cdn', command: 'build' });
  const result = await build({
    ...script,
    root,
    configFile: false,
    logLevel: 'silent',
    build: {
      ...script.build,
      write: false,
      license: false,
      lib: { entry: `components/${name}.ts`, formats: ['es'], fileName: () => scriptFile },
    },
  });
  const [output] = [result].flat();
  if (!output || !('output' in output)) throw new Error('vite watches');
  const [entry, ...others] = output.output.filter((file) => file.type === 'chunk');
  if (!entry || others.some(({ fileName }) => entry.imports.includes(fileName))) throw new Error('Not in one file');
  return gzipSync(entry.code, { level: 9 }).byteLength;
}
