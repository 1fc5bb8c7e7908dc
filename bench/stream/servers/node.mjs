// A plain broadcaster on node:http, the least that fans out at all.
import { createServer } from 'node:http';

const viewers = new Set();
let id = 0;

createServer((request, response) => {
  if (request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    response.write(': hi\n\n');
    viewers.add(response);
    request.on('close', () => viewers.delete(response));
    return;
  }
  let body = '';
  request.setEncoding('utf8').on('data', (text) => (body += text));
  request.on('end', () => {
    for (const payload of JSON.parse(body)) {
      id += 1;
      const bytes = Buffer.from(`id: ${id}\nevent: log\ndata: ${JSON.stringify(payload)}\n\n`);
      for (const viewer of viewers) viewer.write(bytes);
    }
    response.end('ok');
  });
}).listen({ port: Number(process.env.PORT), host: '127.0.0.1', backlog: 4096 });
