import type { IRequest } from 'itty-router';
import type { Env } from './env.ts';
import { preflight, STANDING_HEADERS } from './http/cors.ts';
import { faultResponse, HttpProblem, problemResponse } from './http/problem.ts';
import { answerHandshake } from './http/webhook-handshake.ts';
import { NO_ROUTE, router } from './router.ts';

const STANDING = Object.entries(STANDING_HEADERS);

/** Everything under /api comes in and goes out here: errors become problems, each request becomes a line in the Worker's log. */
export async function serve(request: Request, env: Env): Promise<Response> {
  const began = Date.now();
  // Read by the routes as a GET; the body of the answer stays here.
  const asked = request.method === 'HEAD' ? new Request(request, { method: 'GET' }) : request;
  const answer = await respond(asked, env);
  const response = asked === request ? answer : await headOf(answer);
  for (const [name, value] of STANDING) response.headers.set(name, value);
  record(request.method, asked as IRequest, response.status, Date.now() - began);
  return response;
}

async function headOf(answer: Response): Promise<Response> {
  await answer.body?.cancel();
  return new Response(null, answer);
}

async function respond(request: Request, env: Env): Promise<Response> {
  if (request.method === 'OPTIONS') return answerHandshake(request) ?? preflight();
  try {
    return (await router.fetch(request, env)) as Response;
  } catch (error) {
    if (error instanceof HttpProblem) return problemResponse(error);
    if (isPassing(error)) return problemResponse(BUSY);
    console.error(JSON.stringify({ level: 'error', ...place(request as IRequest), ...described(error) }));
    return faultResponse();
  }
}

/** One line a request. Never the address itself, the query or a header: tokens travel in them. */
function record(method: string, request: IRequest, status: number, ms: number): void {
  console.log(JSON.stringify({ level: 'info', method, ...place(request), status, ms }));
}

/** The pattern of the route, and the pipeline; neither is known for an address that has no route. */
const place = (request: IRequest): { route: string | null; pipeline: string | null } => ({
  route: request.route === NO_ROUTE ? null : (request.route ?? null),
  pipeline: (request['pipeline'] as string | undefined) ?? null,
});

const BUSY = new HttpProblem(503, 'The pipeline is restarting or has too much to do. Try again shortly.', {
  headers: { 'retry-after': '1' },
});

/** The runtime marks what a Durable Object throws while it moves or is overloaded. */
const isPassing = (error: unknown): boolean =>
  error instanceof Error && (Reflect.get(error, 'retryable') === true || Reflect.get(error, 'overloaded') === true);

const described = (error: unknown): Record<string, unknown> =>
  error instanceof Error
    ? { name: error.name, message: error.message, stack: error.stack }
    : { name: typeof error, message: String(error) };
