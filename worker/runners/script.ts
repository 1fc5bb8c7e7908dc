import type { LogType, StageKind } from '../../protocol/index.ts';
import { bold, cyan, dim, green, inverse, magenta, red, yellow } from './ansi.ts';

/** What a simulated job writes, in the words and colours of the tools that a job of its kind runs. */

export type Line = readonly [type: LogType, message: string];

/** A step of the job with its lines. */
interface Section {
  name: string;
  lines: readonly Line[];
}

export interface Script {
  sections: readonly Section[];
  /** What it writes instead of its end when it fails, and why it does. */
  failure: { lines: readonly Line[]; reason: string };
}

export interface Setting {
  ref: string;
  sha: string;
  /** The entry of the matrix that the job runs for. */
  variant: string | null;
}

const info = (message: string): Line => ['info', message];
const debug = (message: string): Line => ['debug', dim(message)];
const warn = (message: string): Line => ['warn', message];
const error = (message: string): Line => ['error', message];
const success = (message: string): Line => ['success', message];
const command = (text: string): Line => info(`${dim('$')} ${bold(text)}`);

const checkout = ({ ref, sha }: Setting): Section => ({
  name: 'Check out',
  lines: [
    command(`git fetch --depth=1 origin ${ref}`),
    info(`From origin ${dim('*')} branch ${cyan(ref)} ${dim('->')} FETCH_HEAD`),
    info(`HEAD is now at ${yellow(sha.slice(0, 7))}`),
  ],
});

const install: Section = {
  name: 'Install dependencies',
  lines: [
    command('npm ci'),
    debug('npm http cache hit 312 of 318 tarballs'),
    warn(`${yellow('npm warn')} ${magenta('deprecated')} inflight@1.0.6: this module is not supported any more`),
    info('added 318 packages, and audited 319 packages in 2s'),
    success(green('found 0 vulnerabilities')),
  ],
};

const lint = (setting: Setting): Script => ({
  sections: [
    checkout(setting),
    install,
    {
      name: 'Lint',
      lines: [
        command('eslint . --max-warnings 0'),
        info('Linting 148 files'),
        success(`${green('✓')} No problems found`),
        command('prettier --check .'),
        info('Checking formatting...'),
        success(`${green('✓')} All matched files use the same code style`),
      ],
    },
  ],
  failure: {
    lines: [
      info('\x1b[4msrc/router.ts\x1b[24m'),
      error(`  ${dim('42:7')}  ${red('error')}  'answer' is assigned a value but never used  ${dim('no-unused-vars')}`),
      error(red(bold('✖ 1 problem (1 error, 0 warnings)'))),
    ],
    reason: 'eslint found 1 error in src/router.ts.',
  },
});

const build = (setting: Setting): Script => ({
  sections: [
    checkout(setting),
    install,
    {
      name: 'Check types',
      lines: [
        command('tsc --noEmit'),
        debug('Files: 412  Types: 38107  Memory used: 214 MB'),
        success(`${green('✓')} No type errors`),
      ],
    },
    {
      name: 'Build',
      lines: [
        command('vite build'),
        info(`${cyan('vite v8.3.8')} ${green('building client environment for production...')}`),
        info(`${green('✓')} 214 modules transformed.`),
        info(`${dim('dist/')}${cyan('index.html')}                   ${bold('1.42 kB')} ${dim('│ gzip:  0.71 kB')}`),
        info(
          `${dim('dist/')}${green('assets/index-')}${setting.sha.slice(0, 8)}${green('.css')}   ${bold('9.86 kB')} ${dim('│ gzip:  2.64 kB')}`,
        ),
        info(
          `${dim('dist/')}${cyan('assets/index-')}${setting.sha.slice(8, 16)}${cyan('.js')}   ${bold('118.03 kB')} ${dim('│ gzip: 38.20 kB')}`,
        ),
        success(green('✓ built in 1.38s')),
      ],
    },
  ],
  failure: {
    lines: [
      error(
        `${cyan('src/router.ts')}:${yellow('42')}:${yellow('18')} - ${red('error')} ${dim('TS2345:')} Argument of type 'string | undefined' is not assignable to parameter of type 'string'.`,
      ),
      info(`${inverse('42')}   return resolve(params.id);`),
      info(`${inverse('  ')}                  ${red('~~~~~~~~~')}`),
      error(`Found ${red('1 error')} in src/router.ts${dim(':42')}`),
    ],
    reason: "TS2345 in src/router.ts: 'string | undefined' is not assignable to 'string'.",
  },
});

const test = (setting: Setting): Script => ({
  sections: [
    checkout(setting),
    install,
    {
      name: setting.variant === null ? 'Test' : `Test (${setting.variant})`,
      lines: [
        command('vitest run'),
        info(
          `${inverse(bold(cyan(' RUN ')))} ${cyan('v5.1.1')}${setting.variant === null ? '' : dim(`  ${setting.variant}`)}`,
        ),
        info(` ${green('✓')} src/merge.test.ts ${dim('(48 tests)')} ${green('112ms')}`),
        info(` ${green('✓')} src/router.test.ts ${dim('(31 tests)')} ${green('86ms')}`),
        debug(' retrying src/stream.test.ts: port 39411 was still in use'),
        info(` ${green('✓')} src/stream.test.ts ${dim('(22 tests)')} ${yellow('941ms')}`),
        warn(` ${yellow('▲')} src/store.test.ts took longer than 300 ms`),
        info(` ${green('✓')} src/store.test.ts ${dim('(64 tests)')} ${yellow('371ms')}`),
        info(` ${green('✓')} src/layout.test.ts ${dim('(19 tests)')} ${green('54ms')}`),
        info(`${dim(' Test Files ')} ${bold(green('5 passed'))} ${dim('(5)')}`),
        success(`${dim('      Tests ')} ${bold(green('184 passed'))} ${dim('(184)')}`),
      ],
    },
  ],
  failure: {
    lines: [
      error(` ${red('❯')} src/stream.test.ts ${dim('(22 tests |')} ${red('1 failed')}${dim(')')}`),
      error(`${red(bold(inverse(' FAIL ')))} src/stream.test.ts > resumes after the last event it saw`),
      error(red(bold('AssertionError: expected 41 to be 42'))),
      info(green('- Expected: 42')),
      info(red('+ Received: 41')),
      info(dim(' ❯ src/stream.test.ts:87:31')),
      error(`${dim('      Tests ')} ${bold(red('1 failed'))} ${dim('|')} ${bold(green('183 passed'))} ${dim('(184)')}`),
    ],
    reason: 'src/stream.test.ts: expected 41 to be 42 (1 of 184 tests failed).',
  },
});

const deploy = ({ sha }: Setting): Script => ({
  sections: [
    {
      name: 'Upload',
      lines: [
        command('wrangler deploy'),
        info('🌀 Building list of assets...'),
        info('✨ Read 23 files from the assets directory dist'),
        info(`${green('+')} /assets/index-${sha.slice(8, 16)}.js`),
        debug('21 of 23 files are uploaded already'),
        info('Uploaded 2 of 2 assets'),
        success(`${green('✨ Success!')} Uploaded 2 files ${dim('(21 already uploaded) (1.12 sec)')}`),
      ],
    },
    {
      name: 'Deploy',
      lines: [
        info(`Total Upload: ${bold('164.31 KiB')} / gzip: ${bold('41.07 KiB')}`),
        info('Worker Startup Time: 14 ms'),
        info(`Deployed ${cyan('production')} triggers ${dim('(0.63 sec)')}`),
        success(`Current Version ID: ${cyan(`${sha.slice(0, 8)}-${sha.slice(8, 12)}-4${sha.slice(13, 16)}`)}`),
      ],
    },
  ],
  failure: {
    lines: [
      error(`${red('✘')} ${inverse(red(' ERROR '))} A request to the API of the platform failed.`),
      error(`  ${red('Script startup exceeded CPU time limit.')} ${dim('[code: 10021]')}`),
      info(dim('  The version before stays in service.')),
    ],
    reason: 'Script startup exceeded CPU time limit [code: 10021].',
  },
});

export const smoke = ({ sha }: Setting): Script => ({
  sections: [
    {
      name: 'Smoke checks',
      lines: [
        command('npm run smoke -- --base https://example.com'),
        info(`${green('200')} GET / ${dim('41 ms')}`),
        info(`${green('200')} GET /api/health ${dim('18 ms')}`),
        debug(`etag "${sha.slice(0, 12)}" is the new version in 5 of 5 regions`),
        info(`${green('200')} GET /api/stream ${dim('first byte after 22 ms')}`),
        success(`${green('✓')} Live: ${bold(sha.slice(0, 7))} serves all traffic`),
      ],
    },
  ],
  failure: {
    lines: [
      error(`${red('503')} GET /api/health ${dim('30012 ms')}`),
      error(red('✗ 1 of 3 checks failed: the new version does not become healthy')),
      warn(`${yellow('Rolling back')} to the version before`),
    ],
    reason: 'GET /api/health answered 503: the version was rolled back.',
  },
});

export const queue = (): Script => ({
  sections: [{ name: 'Wait for a runner', lines: [info('Waiting for a runner...'), debug('0 of 4 runners are idle')] }],
  failure: {
    lines: [error(red('No runner became available in time.'))],
    reason: 'No runner became available in time.',
  },
});

export const anything = (name: string): Script => ({
  sections: [
    {
      name,
      lines: [
        command(`./ci/run ${name.toLowerCase().replaceAll(/\s+/g, '-')}`),
        info('Preparing the environment'),
        debug('cache key matches, 128 MB restored'),
        info('3 of 3 tasks done'),
        success(`${green('✓')} ${name} finished`),
      ],
    },
  ],
  failure: {
    lines: [error(red('Error: the command ended with exit code 1.'))],
    reason: 'The command ended with exit code 1.',
  },
});

/** Jobs of a stage of this kind, by name. */
export const SCRIPTS: Readonly<
  Record<Exclude<StageKind, 'other'>, Readonly<Record<string, (setting: Setting) => Script>>>
> = {
  build: { lint, build },
  test: { test },
  deploy: { deploy },
};
