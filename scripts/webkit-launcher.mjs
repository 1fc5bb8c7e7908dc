import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

// WebKitGTK for @web/test-runner, through the WebDriver that Debian ships with it (webkit2gtk-driver, xvfb).
// The runner's own WebDriver launcher brings 400 packages; the protocol is a handful of JSON requests.

const browser = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';

/** WebDriver's code points for keys that have no character (W3C WebDriver, 17.4.2). */
const keyCodes = {
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Escape: '\uE00C',
  Space: ' ',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
};

const buttons = { left: 0, middle: 1, right: 2 };

/** @returns {Promise<number>} */
const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** A display of our own when there is none, as in a container. */
async function display() {
  if (process.env.DISPLAY) return { name: process.env.DISPLAY, close() {} };
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise((resolve, reject) => {
    xvfb.once('error', reject);
    xvfb.stdio[3]?.once('data', (/** @type {Buffer} */ data) => resolve(String(data).trim()));
  });
  return { name: `:${number}`, close: () => void xvfb.kill() };
}

async function startDriver() {
  const screen = await display();
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const driver = spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: screen.name },
  });
  const failed = new Promise((_, reject) => driver.once('error', reject));
  const answering = async () => {
    const deadline = Date.now() + 10_000;
    while (
      !(await fetch(`${base}/status`).then(
        (response) => response.ok,
        () => false,
      ))
    ) {
      if (Date.now() > deadline) throw new Error('WebKitWebDriver did not answer within 10 s');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  await Promise.race([answering(), failed]);

  return {
    /**
     * @param {string} method
     * @param {string} path
     * @param {object} [body]
     */
    async call(method, path, body) {
      const init = body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {};
      const response = await fetch(base + path, { method, ...init });
      const { value } = /** @type {{ value: unknown }} */ (await response.json());
      if (!response.ok) throw new Error(`WebDriver ${method} ${path}: ${JSON.stringify(value)}`);
      return value;
    },
    close() {
      driver.kill();
      screen.close();
    },
  };
}

/** A launcher as @web/test-runner-core expects it, with the keyboard and mouse commands that tests use. */
export function webkitLauncher() {
  /** @type {ReturnType<typeof startDriver> | undefined} */
  let driver;
  /** @type {Map<string, string>} the runner's session id -> WebDriver's */
  const sessions = new Map();

  /**
   * @param {string} id
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   */
  const call = async (id, method, path, body) => {
    const { call } = await (driver ??= startDriver());
    return call(method, `/session/${sessions.get(id)}${path}`, body);
  };
  /**
   * @param {string} id
   * @param {object} source
   */
  const act = (id, source) => call(id, 'POST', '/actions', { actions: [source] });

  return {
    name: 'WebKitGTK',
    type: 'webdriver',
    concurrency: 1,
    async initialize() {},
    /**
     * @param {string} id
     * @param {string} url
     */
    async startSession(id, url) {
      const { call: request } = await (driver ??= startDriver());
      const options = { binary: browser, args: ['--automation'] };
      const capabilities = { alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': options } };
      const session = /** @type {{ sessionId: string }} */ (await request('POST', '/session', { capabilities }));
      sessions.set(id, session.sessionId);
      // Not awaited: WebDriver answers when the page has loaded, and the runner's page has no end.
      call(id, 'POST', '/url', { url }).catch((error) => console.error(error.message));
    },
    /** @param {string} id */
    isActive: (id) => sessions.has(id),
    /** @param {string} id */
    getBrowserUrl: (id) => call(id, 'GET', '/url'),
    /** @param {string} id */
    async stopSession(id) {
      if (sessions.has(id)) await call(id, 'DELETE', '');
      sessions.delete(id);
      return {};
    },
    async stop() {
      await Promise.all([...sessions.keys()].map((id) => call(id, 'DELETE', '')));
      (await driver)?.close();
    },
    /**
     * @param {string} id
     * @param {(keyof typeof keyCodes | string)[]} keys
     */
    sendKeys(id, keys) {
      const values = keys.map((key) => /** @type {Record<string, string>} */ (keyCodes)[key] ?? key);
      const actions = values.flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]);
      return act(id, { type: 'key', id: 'keyboard', actions });
    },
    /**
     * @param {string} id
     * @param {number} x
     * @param {number} y
     * @param {keyof typeof buttons} [name]
     */
    sendMouseClick(id, x, y, name = 'left') {
      const button = buttons[name];
      const actions = [
        { type: 'pointerMove', duration: 0, x, y, origin: 'viewport' },
        { type: 'pointerDown', button },
        { type: 'pointerUp', button },
      ];
      return act(id, { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions });
    },
    async resetMouse() {},
  };
}
