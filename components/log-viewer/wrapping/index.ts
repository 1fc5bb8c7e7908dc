export { WrappedLayout } from './wrapped-layout.ts';
