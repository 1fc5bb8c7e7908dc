/** True when the whole text fits a pattern in which `*` stands for any characters. Takes linear time, whoever wrote the pattern. */
export function fits(pattern: string, text: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  if (!text.startsWith(head)) return false;
  const tail = rest.pop();
  if (tail === undefined) return text === head;
  let from = head.length;
  for (const part of rest) {
    const found = text.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return text.length - tail.length >= from && text.endsWith(tail);
}
