import type { InfraFile } from '../../../protocol/infra/index.ts';

export const readFiles = (files: Iterable<File>): Promise<InfraFile[]> =>
  Promise.all([...files].map(async (file) => ({ name: file.name, text: await file.text() })));

/** Gives the person a file to keep. */
export function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
