import type * as z from 'zod';
import { jsonPointer } from '../../protocol/index.ts';
import { UnreadablePayload } from './mapping.ts';

/** Reads a payload by its schema, or says where it is wrong. */
export function readPayload<T>(schema: z.ZodType<T>, payload: unknown): T {
  const result = schema.safeParse(payload);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message }) => ({ path: jsonPointer(path), message }));
  throw new UnreadablePayload('The payload lacks what identifies it.', issues);
}
