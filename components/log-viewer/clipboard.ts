import type { LogPane } from './log-pane.ts';

/** Puts what is selected, or else the current line, where the browser copies to. Returns whether that was anything. */
export function fillClipboard({ clipboardData }: ClipboardEvent, { selectedText, current, model }: LogPane): boolean {
  // Fingers select with the browser's own selection.
  const isOwn = selectedText !== '' || getSelection()?.isCollapsed !== false;
  const text = selectedText || (isOwn && current >= 0 ? model.book.text(current) : '');
  if (text !== '') clipboardData?.setData('text/plain', text);
  return text !== '';
}

/** Copies without a key. Pages without TLS have no clipboard; there, the old command ends in a `copy` event. */
export async function copyText(text: string): Promise<void> {
  const { clipboard } = navigator as { clipboard?: Clipboard };
  if (clipboard) await clipboard.writeText(text);
  else document.execCommand('copy');
}
