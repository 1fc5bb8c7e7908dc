import { createServer } from 'node:http';
import { createChannel, createSession } from 'better-sse';

const channel = createChannel();
let id = 0;

createServer(async (request, response) => {
  if (request.method === 'GET') {
    channel.register(await createSession(request, response, { keepAlive: null }));
    return;
  }
  let body = '';
  request.setEncoding('utf8').on('data', (text) => (body += text));
  request.on('end', () => {
    for (const payload of JSON.parse(body)) channel.broadcast(payload, 'log', { eventId: String((id += 1)) });
    response.end('ok');
  });
}).listen({ port: Number(process.env.PORT), host: '127.0.0.1', backlog: 4096 });
