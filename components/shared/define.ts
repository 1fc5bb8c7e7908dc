/** Tags that were found taken: each is worth one warning, however often it is tried again. */
const reported = new Set<string>();

/**
 * Registers an element. Defining twice is no error: the same class is simply there already, and a foreign one keeps its tag.
 * Without a registry, as in Node, nothing happens.
 */
export function define(
  tag: string,
  element: CustomElementConstructor,
  registry: CustomElementRegistry | undefined = globalThis.customElements,
): void {
  const present = registry?.get(tag);
  if (present === undefined) {
    // One class can have one tag: a second tag gets a subclass.
    registry?.define(tag, registry.getName?.(element) ? class extends element {} : element);
  } else if (present !== element && !reported.has(tag)) {
    reported.add(tag);
    console.warn(`<${tag}> is already defined by other code. Pick another name: ${element.name}.define('my-${tag}').`);
  }
}
