import { waitUntil as wait } from '@open-wc/testing';

/**
 * Waits until something is so. Patient by default: on a busy machine a part, a frame or a worker may take seconds, and a
 * test that gives up earlier says nothing of the element.
 */
export const waitUntil = (
  is: Parameters<typeof wait>[0],
  what?: string,
  options?: Parameters<typeof wait>[2],
): Promise<void> => wait(is, what, { timeout: 20_000, ...options });
