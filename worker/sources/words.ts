import type { Conclusion, Status, WaitReason } from '../../protocol/index.ts';

/** A source's word for a state, in ours. The word itself is kept beside it. */
export interface Words {
  status: Status;
  conclusion?: Conclusion;
  waitReason?: WaitReason;
  sourceStatus?: string;
}

const ended = (conclusion: Conclusion): Words => ({ status: 'completed', conclusion });

/**
 * The words of all sources that use them in one sense, lower case. One table, because they agree where they meet: what GitLab
 * calls `failed`, Azure and Tekton call so too.
 */
const WORDS: ReadonlyMap<string, Words> = new Map(
  Object.entries({
    created: { status: 'created' },
    creating: { status: 'created' },
    requested: { status: 'queued' },
    queued: { status: 'queued' },
    enqueued: { status: 'queued' },
    preparing: { status: 'queued' },
    scheduling: { status: 'queued' },
    reserved: { status: 'queued' },
    assigned: { status: 'queued' },
    accepted: { status: 'queued' },
    limited: { status: 'queued' },
    limiting: { status: 'queued' },
    waiting: { status: 'waiting' },
    manual: { status: 'waiting', waitReason: 'manual' },
    blocked: { status: 'waiting', waitReason: 'approval' },
    on_hold: { status: 'waiting', waitReason: 'approval' },
    waiting_for_resource: { status: 'waiting', waitReason: 'resource' },
    waiting_for_callback: { status: 'waiting', waitReason: 'dependency' },
    platform_limited: { status: 'waiting', waitReason: 'resource' },
    in_progress: { status: 'running' },
    inprogress: { status: 'running' },
    running: { status: 'running' },
    building: { status: 'running' },
    started: { status: 'running' },
    canceling: { status: 'running' },
    timing_out: { status: 'running' },
    failing: { status: 'running' },
    success: ended('success'),
    succeeded: ended('success'),
    passed: ended('success'),
    pass: ended('success'),
    ready: ended('success'),
    failure: ended('failure'),
    failed: ended('failure'),
    fail: ended('failure'),
    partiallysucceeded: ended('failure'),
    unstable: ended('failure'),
    waiting_failed: ended('failure'),
    unblocked_failed: ended('failure'),
    blocked_failed: ended('failure'),
    error: ended('error'),
    startup_failure: ended('error'),
    broken: ended('error'),
    expired: ended('error'),
    unauthorized: ended('error'),
    cancel: ended('cancelled'),
    canceled: ended('cancelled'),
    cancelled: ended('cancelled'),
    aborted: ended('cancelled'),
    stale: ended('cancelled'),
    timed_out: ended('timed_out'),
    timedout: ended('timed_out'),
    timeout: ended('timed_out'),
    skipped: ended('skipped'),
    not_run: ended('skipped'),
    not_built: ended('skipped'),
    neutral: ended('neutral'),
    inactive: ended('neutral'),
  } satisfies Record<string, Words>),
);

/** Total: a word that nobody has told us of is neutral, and is kept. `own` are the senses of one source alone. */
export function translate(word: string, own: ReadonlyMap<string, Words> = new Map()): Words {
  const key = word.trim().toLowerCase();
  const sourceStatus = word.slice(0, 200);
  return { ...(own.get(key) ?? WORDS.get(key) ?? ended('neutral')), sourceStatus };
}
