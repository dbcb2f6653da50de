// Holds what the end of a server waits for, if `onShutdown` has registered anything.

/** What `onShutdown` brings: runs the functions once `closed` resolves, or after `atMost` milliseconds. */
export const beforeEnd: ((closed: Promise<unknown>, atMost: number) => Promise<unknown>)[] = [];
