import type { Run } from '../../../protocol/index.ts';
import type { Http } from '../http.ts';
import { persist } from './persist.ts';
import { fetchJson } from './answer.ts';

/** A run that the stream does not bring. */
export const fetchRun = (http: Http, id: string, signal: AbortSignal): Promise<Run> =>
  persist(() => fetchJson<Run>(http, `runs/${encodeURIComponent(id)}`, { signal }), signal);
