/** One for all: to collect as many ports as there are tasks takes longer than a frame. */
let channel: MessageChannel | undefined;
const waiting: (() => void)[] = [];

/** Lets the page paint and answer. Timers wait 4 ms when they are nested; messages do not. */
export const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    channel ??= new MessageChannel();
    channel.port1.onmessage = () => waiting.shift()?.();
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
