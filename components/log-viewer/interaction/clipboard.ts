/** Copies without a key. Pages without TLS have no clipboard; there, the old command ends in a `copy` event. */
export async function copyText(text: string): Promise<void> {
  const { clipboard } = navigator as { clipboard?: Clipboard };
  if (clipboard) await clipboard.writeText(text);
  else document.execCommand('copy');
}
