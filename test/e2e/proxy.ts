import { createServer, request as forward, type Server } from 'node:http';
import { freePort } from './server.ts';

/** Stands between the browser and a server, and counts the streams that pass. */
export interface Proxy {
  url: string;
  /** The default pipeline's URL. */
  pipeline: string;
  /** Streams that are open now; one that was refused never is. */
  readonly open: number;
  /** All that were asked for; what each was to go on from. */
  readonly asked: readonly (string | null)[];
  close(): Promise<void>;
}

export async function proxyTo(target: string): Promise<Proxy> {
  const asked: (string | null)[] = [];
  let open = 0;
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', target);
    const { method, headers } = request;
    const isStream = method === 'GET' && url.pathname.endsWith('/stream');
    if (isStream) asked.push(url.searchParams.get('lastEventId'));
    const upstream = forward(url, { method, headers: { ...headers, host: url.host } }, (answer) => {
      if (isStream && answer.statusCode === 200 && !response.closed) {
        open++;
        response.once('close', () => open--);
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    upstream.on('error', () => response.destroy());
    response.once('close', () => upstream.destroy());
    request.pipe(upstream);
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, resolve));
  const url = `http://localhost:${port}`;
  return {
    url,
    pipeline: `${url}/api/pipelines/default`,
    get open() {
      return open;
    },
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
