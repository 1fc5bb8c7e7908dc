/** The words in the page's examples that stand for real addresses. */
export interface Addresses {
  /** `https://ci.example.workers.dev/api/pipelines/default` */
  readonly src: string;
  /** `https://ci.example.workers.dev/pipeline-widgets.js` */
  readonly script: string;
}

/** Puts the real addresses into the examples, and a button beside each that copies it. */
export function fillSnippets(snippets: Iterable<HTMLElement>, { src, script }: Addresses): void {
  for (const snippet of snippets) {
    const code = snippet.querySelector('code');
    if (!code) continue;
    const text = (code.textContent ?? '').replaceAll('{src}', src).replaceAll('{script}', script);
    code.textContent = text;
    snippet.append(copyButton(text));
  }
}

function copyButton(text: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  button.addEventListener('click', () => {
    void navigator.clipboard.writeText(text).then(
      () => (button.textContent = 'Copied'),
      () => (button.textContent = 'Select the text to copy it'),
    );
  });
  // Without a secure context there is no clipboard.
  button.hidden = !('clipboard' in navigator);
  return button;
}
