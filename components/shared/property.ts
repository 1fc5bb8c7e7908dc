import type { PropertyDeclaration, ReactiveElement } from 'lit';

/** For fields, and for accessors, which go on with the new one that asks for updates. */
interface Decorate {
  (prototype: ReactiveElement, name: string): void;
  <T>(
    prototype: ReactiveElement,
    name: string,
    accessor: TypedPropertyDescriptor<T>,
  ): TypedPropertyDescriptor<T> | undefined;
}

/**
 * Makes a field, or an accessor, a reactive property of an element, as Lit's decorator of that name does. That one brings
 * another for standard decorators, which we do not compile to: 0.25 kB in every element's file.
 */
export const property =
  (options?: PropertyDeclaration): Decorate =>
  (prototype: ReactiveElement, name: string) => {
    (prototype.constructor as typeof ReactiveElement).createProperty(name, options);
    return Object.getOwnPropertyDescriptor(prototype, name);
  };

/** A property that only the element itself sets: it has no attribute. */
export const state = (): Decorate => property({ state: true, attribute: false });
