import type { PipelineStore } from '../../store/types.ts';

/** An element that hands its store on to others. */
export interface Provider extends Element {
  store: PipelineStore | null;
  readonly src: string | null;
}

/** The provider that an element gets its pipeline from, or the element of which it is a part; null where it stands alone. */
export function providerOf(
  element: Element & { readonly for: string | null; readonly src: string | null },
): Provider | null {
  if (element.src) return null;
  const named = element.for === null ? null : element.ownerDocument.getElementById(element.for);
  const root = element.getRootNode();
  const around = element.closest('pipeline-provider') ?? (root instanceof ShadowRoot ? root.host : null);
  const found = named ?? around;
  return found && 'store' in found && 'src' in found ? (found as Provider) : null;
}
