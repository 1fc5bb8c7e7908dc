import type { News } from './tabs.ts';

/** Characters that are kept of one pipeline: a twentieth of what a browser lets a whole site keep. */
const LIMIT = 250_000;

// What is kept only saves a person a wait. Where it cannot be written or read, the stream brings it.

/** Keeps what is known for the next page in this tab. */
export function keep(name: string | null, news: News): void {
  try {
    const text = JSON.stringify(news);
    if (name !== null && text.length < LIMIT) sessionStorage.setItem(name, text);
  } catch {
    // There is no storage, or no room in it.
  }
}

/** Tells what was kept, if anything. */
export function recall(name: string | null, hear: (news: News) => void): void {
  try {
    if (name !== null) hear(JSON.parse(sessionStorage.getItem(name) ?? '') as News);
  } catch {
    // There is no storage, or nothing of ours in it.
  }
}
