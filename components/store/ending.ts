/** The way to end a thing, which a signal can do too: it ends once. */
export function ending(onEnd: () => void, signal?: AbortSignal): () => void {
  let ended = false;
  const end = (): void => {
    if (ended) return;
    ended = true;
    signal?.removeEventListener('abort', end);
    onEnd();
  };
  signal?.addEventListener('abort', end);
  if (signal?.aborted) end();
  return end;
}
