import type {
  ConfigAnswer,
  ConfigDocument,
  ConfigRevision,
  RunAnswer,
  RunHead,
  RunPage,
} from '../../../protocol/index.ts';
import type { Http } from '../http.ts';
import type { PipelineStore } from '../types.ts';
import { fetchAnswer, fetchJson } from './answer.ts';

export type Actions = Pick<
  PipelineStore,
  'fetch' | 'trigger' | 'cancel' | 'rerun' | 'saveConfig' | 'revisions' | 'history'
>;

/** What a person can ask of the server. What comes of it arrives over the stream; `onSaved` only spares an editor the wait. */
export function createActions(http: Http, onSaved: (config: ConfigDocument) => void): Actions {
  const runHead = async (path: string, body: unknown = {}): Promise<RunHead> =>
    (await fetchJson<RunAnswer>(http, path, { body })).run;
  return {
    fetch: (path, request) => fetchAnswer(http, path, request),
    trigger: (request = {}) => runHead('trigger', request),
    cancel: (run) => runHead(`runs/${encodeURIComponent(run)}/cancel`),
    rerun: (run) => runHead(`runs/${encodeURIComponent(run)}/rerun`),
    async saveConfig(changes, revision, query = {}) {
      const headers = { 'if-match': `"${revision}"` };
      const answer = await fetchJson<ConfigAnswer>(http, 'config', { body: changes, headers, query });
      onSaved(answer.config);
      return answer;
    },
    async revisions() {
      return (await fetchJson<{ revisions: readonly ConfigRevision[] }>(http, 'config/revisions')).revisions;
    },
    history: ({ limit, before } = {}) => fetchJson<RunPage>(http, 'runs', { query: { limit, before } }),
  };
}
