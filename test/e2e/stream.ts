import { applyUpdate, createSseParser, type LogLine, type PipelineUpdate, type Run } from '../../protocol/index.ts';

/** What a plain reader of the stream has seen. It resumes by the last id, as an EventSource does. */
export interface Viewer {
  run: Run | null;
  lines: LogLine[];
  updates: PipelineUpdate[];
  ids: string[];
  titles: string[];
  close(): void;
}

/** Reads a pipeline's stream, and reads on after every cut, until closed. */
export function watch(pipeline: string, query = ''): Viewer {
  const ended = new AbortController();
  const viewer: Viewer = { run: null, lines: [], updates: [], ids: [], titles: [], close: () => ended.abort() };
  const parser = () =>
    createSseParser({
      onEvent({ event, data, id }) {
        viewer.ids.push(id);
        const value: unknown = JSON.parse(data);
        if (event === 'log') viewer.lines.push(value as LogLine);
        if (event === 'config') viewer.titles.push((value as { title: string }).title);
        if (event !== 'pipeline-update') return;
        viewer.updates.push(value as PipelineUpdate);
        viewer.run = applyUpdate(viewer.run, value as PipelineUpdate);
      },
    });

  async function read(): Promise<void> {
    const resume = viewer.ids.at(-1);
    const response = await fetch(`${pipeline}/stream?${query}${resume ? `&lastEventId=${resume}` : ''}`, {
      signal: ended.signal,
    });
    if (!response.ok || !response.body) throw new Error(`stream: ${response.status}`);
    const { push } = parser();
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) push(text);
  }

  void (async () => {
    while (!ended.signal.aborted) {
      await read().catch(() => undefined); // a cut: the next turn resumes
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  return viewer;
}
