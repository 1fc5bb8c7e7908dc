import type { ConfigDocument, PipelineState } from '../../protocol/index.ts';
import { detailOf } from '../problem.ts';
import { note, well, wrong, type Finding } from './finding.ts';
import type { Server } from './server.ts';

/** Is there such a pipeline, and may we read it? */
export async function checkPipeline(server: Server): Promise<Finding> {
  const { src, slug: name } = server;
  const { status, body } = await server.ask(src);
  if (status === 404) {
    return wrong(
      `there is no pipeline ${name}`,
      'It comes to exist with the first that is reported to it, or when its config is saved: check the name, or begin.',
    );
  }
  if (status === 401) return wrong(`${name} is private (401)`, 'Give --token one with the scope view.');
  if (status === 403)
    return wrong(
      `${name} is private, and the token is not for reading it (403${detailOf(body)})`,
      'Give --token one with the scope view.',
    );
  if (status !== 200)
    return wrong(
      `${name} cannot be read: ${status}${detailOf(body)}`,
      'Look into the Worker’s log: npx wrangler tail.',
    );
  const { config, run } = JSON.parse(body) as PipelineState;
  const visibility = await visibilityOf(server);
  const last = run === null ? 'no run yet' : `last run #${run.number}: ${run.conclusion ?? run.status}`;
  const found = `${config.title}: ${visibility}, config revision ${config.revision}, ${last}`;
  return run?.staleSince
    ? note(found, `Nothing has been heard of that run since ${new Date(run.staleSince).toISOString()}.`)
    : well(found);
}

async function visibilityOf(server: Server): Promise<string> {
  const { status, body } = await server.ask(`${server.src}/config`);
  return status === 200 ? (JSON.parse(body) as ConfigDocument).visibility : 'of unknown visibility';
}

/** Milliseconds until the first bytes of a stream, which are sent at once. */
const FIRST_BYTES = 8_000;

/** Does the stream open, and does what is sent come through at once? */
export async function checkStream(server: Server): Promise<Finding> {
  const begun = performance.now();
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), FIRST_BYTES);
  try {
    const response = await server.open(`${server.src}/stream?logs=0`, {
      headers: { accept: 'text/event-stream' },
      signal: patience.signal,
    });
    if (response.status !== 200) {
      return wrong(
        `does not open: ${response.status}${detailOf(await response.text())}`,
        STREAM_CURES[response.status] ?? 'Look into the Worker’s log.',
      );
    }
    const type = response.headers.get('content-type') ?? 'nothing';
    if (!type.startsWith('text/event-stream')) {
      return wrong(`opens as ${type}`, 'Something in between answers in its place: let /api/* through to the Worker.');
    }
    const { opened, ended } = await firstBytes(response);
    if (ended)
      return wrong('is closed at once', 'Something in between cuts long answers: let them be as long as they want.');
    return well(`opens, first bytes after ${Math.round(opened - begun)} ms`);
  } catch (error) {
    if (!patience.signal.aborted) throw error;
    return wrong(
      `opens, but nothing has come for ${FIRST_BYTES / 1000} s`,
      'Something in between holds the answer back until it is whole: turn buffering off there (nginx: proxy_buffering off).',
    );
  } finally {
    clearTimeout(timer);
    patience.abort();
  }
}

const STREAM_CURES: Readonly<Record<number, string>> = {
  401: 'Give --token one with the scope view.',
  403: 'Give --token one with the scope view.',
  429: 'Too many connects from here within a minute: wait for one.',
};

/** What is there with the first bytes; a stream that is well goes on after them. */
async function firstBytes(response: Response): Promise<{ opened: number; ended: boolean }> {
  const reader = response.body?.getReader();
  const first = await reader?.read();
  const opened = performance.now();
  if (reader === undefined || first === undefined || first.done) return { opened, ended: true };
  const next = reader.read().then(({ done }) => done);
  const ended = await Promise.race([next, new Promise<false>((resolve) => setTimeout(() => resolve(false), 200))]);
  next.catch(() => {}); // the reading ends with the check
  return { opened, ended };
}
