import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { delimiter, join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, parseAst } from 'vite';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/ensure.mjs';
import { manifest, scriptFile, scriptParts } from '../../scripts/entries.mjs';
import { pack } from './pack.ts';

const { tarball, project, folder, files } = pack();

const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const run = (command: string, ...args: string[]) =>
  execFileSync(command, args, { cwd: project, encoding: 'utf8', stdio: 'pipe' });
const importsOf = (file: string) =>
  parseAst(read(file)).body.flatMap((node) => ('source' in node && node.source ? [node.source.value] : []));
const publicNames = Object.keys(manifest.exports).map((name) => name.replace('.', 'pipeline-widgets'));

/** The elements' folders bear their names, and only a custom element's name has a hyphen. */
const tags = readdirSync(join(root, 'components')).filter((name) => /^[a-z]+-[a-z-]+$/.test(name));
const scriptFiles = files.filter((file) => file.endsWith('.js') && file.startsWith(`dist/${scriptParts}`));
const browserFiles = files.filter((file) => file.endsWith('.js') && file !== 'dist/cli.js');

describe('what is in it', () => {
  it('is the build, the manifest and what npm always adds', () => {
    const others = files.filter((file) => !file.startsWith('dist/'));
    const known = ['LICENSE', 'README.md', 'custom-elements.json', 'package.json'];
    expect(others.filter((file) => !known.includes(file))).toEqual([]);
    expect(others).toContain('LICENSE');
  });

  it('holds no tests and nothing of their making', () => {
    expect(files.filter((file) => /\.test\.|testing|fixture/.test(file))).toEqual([]);
  });

  it('knows nothing of the machine it was built on', () => {
    expect(files.filter((file) => read(file).includes(root))).toEqual([]);
  });

  it.each([
    ['licenses.md', browserFiles.filter((file) => !scriptFiles.includes(file))],
    ['pipeline-widgets.licenses.md', scriptFiles],
  ])('says in %s under which licence it has what others made', (name, built) => {
    const maps = built.map((file) => `${file}.map`).filter((map) => files.includes(map));
    const sources = maps.flatMap((map) => (JSON.parse(read(map)) as { sources: string[] }).sources);
    const owners = sources.flatMap((source) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []);
    expect(owners).toContain('yaml');
    const text = read(`dist/${name}`);
    for (const owner of new Set(owners)) expect(text).toContain(`## ${owner} - `);
    expect(text.match(/Copyright/g)?.length).toBeGreaterThanOrEqual(new Set(owners).size);
  });

  it.each(Object.entries(manifest.exports))('has the files that %s names', (_name, target) => {
    for (const file of typeof target === 'string' ? [target] : Object.values(target))
      expect(files).toContain(file.slice(2));
  });

  it.each(tags)('exports the class and the definition of <%s>', (tag) => {
    expect(publicNames).toContain(`pipeline-widgets/${tag}`);
    expect(publicNames).toContain(`pipeline-widgets/${tag}/define`);
  });
});

describe('the manifest', () => {
  const { modules } = JSON.parse(read('custom-elements.json')) as {
    modules: { path: string; exports: { kind: string; name: string }[] }[];
  };

  it('knows every element', () => {
    const definitions = modules
      .flatMap(({ exports }) => exports)
      .filter(({ kind }) => kind === 'custom-element-definition');
    expect(definitions.map(({ name }) => name)).toEqual(tags);
  });

  it('names files of the package', () => {
    for (const { path } of modules) expect(files).toContain(path);
  });
});

describe('in the browser', () => {
  it.each(browserFiles)('%s is made of nothing that belongs to the server', (file) => {
    const map = join(folder, `${file}.map`);
    if (!existsSync(map)) return; // a file of re-exports
    const { sources } = JSON.parse(readFileSync(map, 'utf8')) as { sources: string[] };
    expect(sources.filter((source) => /node_modules\/zod\/|\.schema\.ts$|\/(worker|cli)\//.test(source))).toEqual([]);
  });

  it.each(browserFiles)('%s imports only what is in the package or a dependency of it', (file) => {
    const known = new RegExp(`^(\\.{1,2}/|(${Object.keys(manifest.dependencies).join('|')})(/|$))`);
    expect(importsOf(file).filter((source) => !known.test(source))).toEqual([]);
  });

  it('the script file stands alone', () => {
    expect(importsOf(`dist/${scriptFile}`)).toEqual([]);
  });

  // This number only ever goes down.
  it('the script file takes at most 60 kB of transfer', () => {
    const script = readFileSync(join(folder, 'dist', scriptFile));
    expect(gzipSync(script, { level: 9 }).byteLength).toBeLessThanOrEqual(60_000);
  });

  it('what the script file fetches later is beside it, and needs nothing but the script file and each other', () => {
    const [script, ...parts] = scriptFiles.sort((a, b) => a.length - b.length);
    expect(script).toBe(`dist/${scriptFile}`);
    expect(parts).not.toEqual([]);
    for (const part of parts) {
      for (const source of importsOf(part))
        expect(scriptFiles).toContain(posix.join(posix.dirname(part), String(source)));
    }
  });

  it('what runs in a worker needs nothing of a page', () => {
    const workers = browserFiles.filter((file) => /\/worker-[^/]+\.js$/.test(file));
    expect(workers).toHaveLength(2); // one beside the script file, one for bundlers
    for (const worker of workers) {
      for (const source of importsOf(worker))
        expect(importsOf(posix.join(posix.dirname(worker), String(source)))).toEqual([]);
    }
  });

  it('the published hashes are those of the script file and its parts', () => {
    const hash = (file: string) =>
      createHash('sha384')
        .update(readFileSync(join(folder, file)))
        .digest('base64');
    const hashes = scriptFiles.map((file) => [file.replace('dist/', ''), `sha384-${hash(file)}`]);
    expect(JSON.parse(read('dist/sri.json'))).toEqual(Object.fromEntries(hashes));
  });

  it.each(tags)('an import of the definition of <%s> survives a bundler', async (tag) => {
    writeFileSync(join(project, 'entry.js'), `import 'pipeline-widgets/${tag}/define';`);
    const code = await bundle();
    expect(code).toMatch(classOf(tag));
    expect(code).toMatch(/\.define\(\);/);
  });

  it('an import of one class leaves the other elements out', async () => {
    writeFileSync(
      join(project, 'entry.js'),
      `import { PipelineBadge } from 'pipeline-widgets'; console.log(PipelineBadge);`,
    );
    const code = await bundle();
    expect(tags.filter((tag) => classOf(tag).test(code))).toEqual(['pipeline-badge']);
  });
});

/** In a bundle: the class of an element. */
const classOf = (tag: string) => new RegExp(`tagName = ["']${tag}["']`);

/** Bundles entry.js of the project as an application would, without minification: what a page could come to load. */
async function bundle(): Promise<string> {
  const result = await build({
    root: project,
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      rolldownOptions: { input: join(project, 'entry.js'), external: /^(lit|@lit|d3)/ },
    },
  });
  const [output] = [result].flat();
  if (!output || !('output' in output)) throw new Error('vite watches');
  const chunks = output.output.filter((chunk) => chunk.type === 'chunk');
  // The parts of elements that were left out are written, too, though nothing leads to them.
  const reached = new Set(chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName));
  for (const name of reached) {
    const chunk = chunks.find(({ fileName }) => fileName === name);
    for (const other of [...(chunk?.imports ?? []), ...(chunk?.dynamicImports ?? [])]) reached.add(other);
  }
  return chunks.flatMap(({ fileName, code }) => (reached.has(fileName) ? code : [])).join('\n');
}

describe('in Node', () => {
  // The script file is for a page and needs its HTMLElement.
  const modules = publicNames.filter((name) => !/\.js(on)?$|\/jsx$/.test(name));

  it.each(modules)('%s can be imported', (name) => {
    run('node', '--input-type=module', '--eval', `await import('${name}')`);
  });

  it.each(tags)('the attributes of <%s> are observed, so its decorators were compiled', (tag) => {
    const script = `
      const exports = Object.values(await import('pipeline-widgets/${tag}'));
      const element = exports.find((value) => value.tagName === '${tag}');
      console.log(element.observedAttributes.join());
      console.log('src' in element.prototype);`;
    const [attributes = '', accessor] = run('node', '--input-type=module', '--eval', script).split('\n');
    expect(attributes.split(',')).toContain('src');
    expect(accessor).toBe('true');
  });

  it('the command runs, on the oldest Node it is promised for as well', () => {
    const help = run(join(folder, 'dist/cli.js'), '--help');
    expect(help).toContain('Usage: pipeline-widgets');
    expect(importsOf('dist/cli.js').filter((source) => !isBuiltin(source))).toEqual([]);
    for (const node of systemNodes()) expect(run(node, join(folder, 'dist/cli.js'), '--help')).toBe(help);
  });
});

/** Other Nodes on the PATH than the one of node_modules. */
const systemNodes = (): string[] =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((path) => !path.includes('node_modules'))
    .map((path) => join(path, 'node'))
    .filter((path) => existsSync(path));

describe('types', () => {
  it('the declarations name files that are there', () => {
    const dangling = files
      .filter((file) => file.endsWith('.d.ts'))
      .filter((file) => /(from|import|module)\s*\(?\s*['"]\.[^'"]*\.ts['"]/.test(read(file)));
    expect(dangling).toEqual([]);
  });

  it.each(['node16', 'bundler'])('a strict project can use them, resolution %s', (moduleResolution) => {
    const imports = publicNames
      .filter((name) => !name.endsWith('.json'))
      .map((name, index) => `import type * as m${index} from '${name}';\nexport type T${index} = typeof m${index};`);
    writeFileSync(join(project, 'use.ts'), imports.join('\n'));
    const compilerOptions = {
      ...{ strict: true, noEmit: true, target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable'], types: [] },
      ...{ module: moduleResolution === 'bundler' ? 'esnext' : 'node16', moduleResolution },
    };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }));
    writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module' }));
    expect(output('tsc', '-p', project)).toBe('');
  });
});

describe('for the tools of others', () => {
  it('publint finds nothing', () => {
    expect(output('publint', 'run', tarball, '--strict')).toContain('All good!');
  });

  it('attw finds nothing', () => {
    output('attw', tarball, '--profile', 'esm-only', '--no-definitely-typed', '--no-emoji');
  });
});

/** What a tool says, as the reason when it fails. */
function output(command: string, ...args: string[]): string {
  try {
    return run(command, ...args);
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(stdout + stderr, { cause: error });
  }
}
