import * as z from 'zod';
import type { Conclusion, JobEvent, RunEvent } from '../../../protocol/index.ts';
import { httpUrl, text, time, toId } from '../lenient.ts';
import type { Mapping } from '../mapping.ts';
import { readPayload } from '../read.ts';
import { translate, type Words } from '../words.ts';

/** CDEvents 0.3 to 0.6 (https://cdevents.dev). Fields that moved between versions are read in both places. */

const reference = z
  .object({ id: z.string().min(1).max(2000) })
  .optional()
  .catch(undefined);

const named = z.object({ name: text }).optional().catch(undefined);

/** Of one event; what has more says nothing of its graph. */
const MAX_LINKS = 200;

/** A connected event (spec 0.4): `PATH` and `END` say which one came before. Other links are about other things. */
const link = z.object({
  linkType: z.string().regex(/^(?:path|end)$/i),
  from: z.object({ contextId: z.string().min(1).max(200) }),
});

const own = z
  .object({
    stage: text,
    needs: z.array(z.string().min(1).max(256)).max(1000).optional().catch(undefined),
    attempt: z.int().min(1).max(1000).optional().catch(undefined),
  })
  .optional()
  .catch(undefined);

const cdEvent = z.object({
  context: z.object({
    id: z.string().min(1).max(500),
    source: z.string().min(1).max(2000),
    type: z.string().min(1).max(300),
    timestamp: time,
    links: z.array(z.unknown()).max(MAX_LINKS).optional().catch(undefined),
  }),
  subject: z.object({
    id: z.string().min(1).max(2000),
    content: z
      .object({
        pipelineName: text,
        taskName: text,
        name: text,
        testCase: named,
        testSuite: named,
        outcome: text,
        errors: text,
        uri: httpUrl,
        url: httpUrl,
        pipelineRun: reference,
        environment: reference,
      })
      .catch({}),
  }),
  customData: z.object({ pipelineWidgets: own }).optional().catch(undefined),
});

type CdEvent = z.infer<typeof cdEvent>;

/** CDEvents' `error` is the system's fault, `failure` the code's; a time-out is only told in `errors`. */
function outcomeOf({ outcome, errors }: CdEvent['subject']['content']): Words {
  const words = translate(outcome ?? 'neutral');
  const conclusion: Conclusion = words.conclusion ?? 'neutral';
  const timedOut = conclusion === 'error' && /\btime(d )?-?out\b/i.test(errors ?? '');
  return { ...words, status: 'completed', conclusion: timedOut ? 'timed_out' : conclusion };
}

const PREDICATES: ReadonlyMap<string, (content: CdEvent['subject']['content']) => Words> = new Map([
  ['queued', () => ({ status: 'queued' })],
  ['started', () => ({ status: 'running' })],
  ['finished', outcomeOf],
  ['skipped', () => ({ status: 'completed', conclusion: 'skipped' })],
]);

/** What a CDEvent means: runs, tasks, builds and tests move the pipeline; other subjects are not about a run. */
export function mapCdEvent(payload: unknown): Mapping {
  const event = readPayload(cdEvent, payload);
  const [, subject = '', predicate = ''] =
    /^dev\.cdevents\.([a-z]+)\.([a-z]+)\b/.exec(event.context.type.toLowerCase()) ?? [];
  const state = PREDICATES.get(predicate)?.(event.subject.content);
  if (state === undefined) return { ignored: `no use for the event ${event.context.type.slice(0, 100)}` };
  switch (subject) {
    case 'pipelinerun':
      return { events: [runEvent(event, state)] };
    case 'taskrun':
    case 'build':
    case 'testsuiterun':
    case 'testcaserun':
      return taskEvent(event, state);
    default:
      return { ignored: `no use for the event ${event.context.type.slice(0, 100)}` };
  }
}

/** Several events may share an id where the type differs, as the spec's own examples do. */
export const cdEventKey = ({ source, id, type }: { source: string; id: string; type: string }): string =>
  JSON.stringify([source, id, type]);

/** Some senders put the attempt into the id: `…/actions/runs/7/attempts/2`. */
function runOf(id: string): { run: string; attempt: number | undefined } {
  const match = /^(.+)\/attempts\/([1-9]\d{0,2})$/.exec(id);
  const [, subject = id, attempt] = match ?? [];
  return {
    run: toId(`cdevents:${[...toId(subject)].slice(-240).join('')}`),
    attempt: attempt === undefined ? undefined : Number(attempt),
  };
}

function runEvent({ context, subject, customData }: CdEvent, state: Words): RunEvent {
  const { run, attempt } = runOf(subject.id);
  return {
    event: 'run',
    run,
    at: context.timestamp,
    attempt: customData?.pipelineWidgets?.attempt ?? attempt,
    ...state,
    title: subject.content.pipelineName,
    url: subject.content.uri ?? subject.content.url,
    failureReason: subject.content.errors,
  };
}

function taskEvent({ context, subject, customData }: CdEvent, state: Words): Mapping {
  const { content } = subject;
  if (content.pipelineRun === undefined) return { ignored: 'it names no pipeline run' };
  const { run, attempt } = runOf(content.pipelineRun.id);
  const hints = customData?.pipelineWidgets;
  const name = content.taskName ?? content.testCase?.name ?? content.testSuite?.name ?? content.name ?? subject.id;
  const event: JobEvent = {
    event: 'job',
    run,
    job: toId(name),
    externalId: subject.id.slice(0, 1000),
    name: name.slice(0, 1000),
    at: context.timestamp,
    attempt: hints?.attempt ?? attempt,
    ...state,
    stage: hints?.stage === undefined ? undefined : toId(hints.stage),
    needs: hints?.needs?.map(toId),
    news: context.id.slice(0, 200),
    after: (context.links ?? []).flatMap((entry) => link.safeParse(entry).data?.from.contextId ?? []),
    failureReason: content.errors,
  };
  return { events: [event] };
}
