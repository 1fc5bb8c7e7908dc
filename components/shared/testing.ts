/** For tests only; no entry of the package hands it on. */
export * from './testing/accessibility.ts';
export * from './testing/fake-store.ts';
export * from './testing/sample.ts';
export * from './testing/wait-until.ts';
