/** Gets something ready while nothing else happens. Safari knows no such time: there it comes when it is needed. */
export const { requestIdleCallback: whenIdle }: Partial<Pick<Window, 'requestIdleCallback'>> = globalThis;
