import type { ParsedEvent, Problem } from '../../protocol/index.ts';
import { ending } from './ending.ts';
import type { ConnectionState } from './types.ts';

/** Goes up with every change of `News`: scripts of two versions on one origin then know nothing of each other. */
const VERSION = 1;
/** The server speaks every 15 to 25 s, and so does the tab that leads; after this long it is asked whether it lives (ms). */
const PATIENCE = 30_000;
/** After this long, or up to twice as long, without an answer it hangs (ms). */
const ANSWER = 5_000;

/** What the tab that leads tells the others. */
export interface News {
  /** The event after which `events` go on; null for all there is to know, as the server tells a fresh viewer. */
  from: string | null;
  /** The last event, with which a stream can be resumed. Null as long as nothing is known. */
  to: string | null;
  events: readonly ParsedEvent[];
  /** When the server was last heard from (ms). */
  heard: number | null;
  state: ConnectionState;
  error: Problem | null;
}

export interface TabsOptions {
  /** From the tab that leads, to one that follows. */
  onNews(news: News): void;
  /** Another tab asks this one, which leads; `hurry`: somebody wants it to reconnect at once. */
  onQuestion(hurry: boolean): void;
  random?: (() => number) | undefined;
}

export interface Tabs {
  /** Does the work when it is this tab's turn to lead, and ends it with the turn; follows until then. Ends with the work. */
  take(name: string | null, work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void>;
  /** Says nothing unless this tab leads. */
  tell(news: () => News): void;
  /** Asks the tab that leads for all there is to know. */
  ask(hurry?: boolean): void;
}

/**
 * Of the tabs that come together under a name one leads: the one that holds the lock. When it closes, crashes or lets go, the
 * next in the queue leads. Stealing the lock is for a tab that hangs in a loop, or was frozen without a word, and keeps it.
 */
export function createTabs({ onNews, onQuestion, random = Math.random }: TabsOptions): Tabs {
  let channel: BroadcastChannel | undefined;
  let leads = false;

  const ask = (hurry = false): void => channel?.postMessage(hurry);

  async function takeTurns(name: string, work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal) {
    const line = new BroadcastChannel(name);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let turn = new AbortController();
    const doubt = (): void => {
      ask();
      timer = setTimeout(() => turn.abort(), ANSWER * (1 + random()));
    };
    channel = line;
    // At once, not when the work has ended: a page that is about to be frozen must not keep the others waiting.
    const leave = ending(() => {
      clearTimeout(timer);
      line.close();
      channel = undefined;
      leads = false;
    }, signal);
    line.onmessage = ({ data }: MessageEvent<News | boolean>) => {
      const isQuestion = typeof data === 'boolean';
      if (leads && isQuestion) onQuestion(data);
      if (leads || isQuestion) return;
      clearTimeout(timer);
      timer = setTimeout(doubt, PATIENCE);
      onNews(data);
    };

    const lead = (whole: AbortSignal): Promise<void> =>
      new Promise((resolve) => {
        clearTimeout(timer);
        leads = !whole.aborted;
        whole.addEventListener('abort', () => resolve());
        void work(whole).finally(resolve);
      });

    try {
      for (let steal = false; ;) {
        turn = new AbortController();
        const whole = AbortSignal.any([signal, turn.signal]);
        if (!steal) doubt();
        try {
          return await navigator.locks.request(name, steal ? { steal } : { signal: whole }, () => lead(whole));
        } catch (error) {
          if (signal.aborted) return;
          if ((error as Error).name !== 'AbortError') throw error;
          // Either this tab gave up waiting, or another one gave up on it.
          leads = false;
          steal = turn.signal.aborted;
          turn.abort();
        }
      }
    } finally {
      leave();
    }
  }

  return {
    async take(name, work, signal) {
      try {
        if (name !== null) return await takeTurns(`${name}@${VERSION}`, work, signal);
      } catch {
        // No locks or no channels here: an old browser, plain http, a sandbox without an origin, storage that is blocked.
      }
      await work(signal);
    },
    tell(news) {
      if (leads) channel?.postMessage(news());
    },
    ask,
  };
}
