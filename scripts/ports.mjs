import { createServer } from 'node:net';

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    // On all addresses at once, so that a program on either of localhost's two, 127.0.0.1 and ::1, is noticed.
    server.listen(port, () => server.close(() => resolve(true)));
  });

/**
 * A port from the environment, refused when another program holds it: that program would answer our health checks and look
 * like our own server.
 *
 * @param {string} variable
 * @param {number} fallback
 */
export async function freePort(variable, fallback) {
  const port = Number(process.env[variable] ?? fallback);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`${variable} must be a port number.`);
  if (!(await isFree(port))) throw new Error(`Port ${port} is in use. Stop the other program or set ${variable}.`);
  return port;
}
