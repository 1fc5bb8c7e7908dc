import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll } from 'vitest';
import { root } from '../../scripts/ensure.mjs';
import { manifest } from '../../scripts/entries.mjs';

/** The package as it would be published, installed into an empty project beside its dependencies. */
export interface Packed {
  tarball: string;
  /** The project's folder. */
  project: string;
  /** The folder of the package inside it. */
  folder: string;
  /** Paths inside the package. */
  files: string[];
}

export function pack(): Packed {
  const project = mkdtempSync(join(tmpdir(), 'pipeline-widgets-package-'));
  afterAll(() => rmSync(project, { recursive: true }));

  const options = ['--ignore-scripts', '--json', '--pack-destination', project];
  const output = execFileSync('npm', ['pack', ...options], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ filename }] = JSON.parse(output) as [{ filename: string }];
  const tarball = join(project, filename);

  const folder = join(project, 'node_modules', 'pipeline-widgets');
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
  for (const dependency of Object.keys(manifest.dependencies)) {
    const link = join(project, 'node_modules', dependency);
    mkdirSync(join(link, '..'), { recursive: true });
    symlinkSync(join(root, 'node_modules', dependency), link);
  }

  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
  return { tarball, project, folder, files };
}
