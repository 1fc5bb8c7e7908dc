import { plain } from '../store/plain-store.ts';

/** For tests only; no entry of the package hands it on. */
export * from './testing/accessibility.ts';
export * from './testing/fake-store.ts';
export * from './testing/sample.ts';

// Plain data are then shown at once.
await plain.load();
export * from './testing/wait-until.ts';
