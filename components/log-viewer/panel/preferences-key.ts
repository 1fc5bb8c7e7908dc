/** Under this name the browser keeps the key to a person's preferences on the servers of their pipelines. */
export const PREFERENCES_KEY = 'pipeline-widgets/prefs-key';

/** Whether the person has ever preferred anything. Some pages have no storage. */
export function hasPreferences(): boolean {
  try {
    return localStorage.getItem(PREFERENCES_KEY) !== null;
  } catch {
    return false;
  }
}
