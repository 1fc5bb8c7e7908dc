let src: string | null = null;

/** The pipeline of elements that name none: on pages that the Worker itself serves, its own. */
export const defaultSrc = (): string | null => src;

export function setDefaultSrc(url: string): void {
  src = url;
}
