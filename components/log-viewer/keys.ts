const COMMANDS = {
  ArrowUp: 'previous-line',
  ArrowDown: 'next-line',
  PageUp: 'previous-page',
  PageDown: 'next-page',
  Home: 'first-line',
  End: 'last-line',
  ArrowRight: 'unfold',
  ArrowLeft: 'fold',
  Enter: 'toggle',
  ' ': 'toggle',
  Escape: 'cancel',
  '/': 'search',
  e: 'next-error',
  E: 'previous-error',
  n: 'next-match',
  N: 'previous-match',
  g: 'next-group',
  G: 'previous-group',
  w: 'wrap',
} as const;

const WITH_CONTROL = { f: 'search', a: 'select-all', Home: 'first-line', End: 'last-line' } as const;

export type Command = (typeof COMMANDS)[keyof typeof COMMANDS] | (typeof WITH_CONTROL)[keyof typeof WITH_CONTROL];

/** What a key means while the log has the focus; undefined when it is not for us. */
export function commandOfKey({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): Command | undefined {
  if (altKey) return undefined;
  const table: Readonly<Record<string, Command>> = ctrlKey || metaKey ? WITH_CONTROL : COMMANDS;
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
