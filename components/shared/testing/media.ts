import { emulateMedia } from '@web/test-runner-commands';

/** Firefox takes no such command: its WebDriver BiDi has none for it yet. */
export const canPrefer: boolean = !navigator.userAgent.includes('Firefox');

/** Makes the browser one whose person prefers these, as far as a test can. A test that is about it asks `canPrefer` first. */
export async function prefer(media: Parameters<typeof emulateMedia>[0]): Promise<void> {
  if (canPrefer) await emulateMedia(media);
}
