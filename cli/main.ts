#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { doctor, DOCTOR_HELP } from './commands/doctor.ts';
import { exec, EXEC_HELP } from './commands/exec.ts';
import { finish, FINISH_HELP } from './commands/finish.ts';
import { map, MAP_HELP } from './commands/map.ts';
import { run, RUN_HELP } from './commands/run.ts';
import { token, TOKEN_HELP } from './commands/token.ts';
import { UsageError } from './usage.ts';

const HELP = `\
Usage: pipeline-widgets <command> [flags]

  run       run a command and show it live on a pipeline's pages
  exec      run the jobs of a file, in parallel as far as they allow
  finish    end a run that several commands have joined
  doctor    check the way to a pipeline from end to end
  map       draw the infrastructure that wrangler.toml and the like describe
  token     make a token that allows others to watch, report or configure

  pipeline-widgets <command> --help says more, --version which version this is.`;

interface Command {
  execute(args: readonly string[]): Promise<number>;
  help: string;
}

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['run', { execute: run, help: RUN_HELP }],
  ['exec', { execute: exec, help: EXEC_HELP }],
  ['finish', { execute: finish, help: FINISH_HELP }],
  ['doctor', { execute: doctor, help: DOCTOR_HELP }],
  ['map', { execute: map, help: MAP_HELP }],
  ['token', { execute: token, help: TOKEN_HELP }],
]);

/** The exit code of a command line that makes no sense, as shells have it. */
const USAGE = 2;

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === '--version') return print(version());
  if (name === undefined || name === '--help' || name === '-h') return print(HELP);
  if (name === 'help') return print(commandNamed(args[0])?.help ?? HELP);
  const command = commandNamed(name);
  if (command === undefined) return complain(`there is no command '${name}'`, 'pipeline-widgets help');
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  if (own.includes('--help') || own.includes('-h')) return print(command.help);
  try {
    return await command.execute(args);
  } catch (error) {
    if (error instanceof UsageError) return complain(error.message, `pipeline-widgets ${name} --help`);
    throw error;
  }
}

const commandNamed = (name: string | undefined): Command | undefined => COMMANDS.get(name ?? '');

/** The package's, which lies one folder up, in the sources as in the published bundle. */
function version(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

function print(text: string): number {
  console.log(text);
  return 0;
}

function complain(what: string, help: string): number {
  console.error(`pipeline-widgets: ${what}\npipeline-widgets: see ${help}`);
  return USAGE;
}

/** Resolves when everything written has left this process: a pipe may take a while. */
const drained = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => (stream.writable ? stream.write('', () => resolve()) : resolve()));

// A reader that went away (`| head`) is no fault of ours; the command has been told in its own way.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

const code = await main(process.argv.slice(2));
await Promise.all([drained(process.stdout), drained(process.stderr)]);
process.exit(code); // whatever the command left running must not keep us
