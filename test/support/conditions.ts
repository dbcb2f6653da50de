// Lets a test wait until something holds, which is asked again at every change.

/** What a test waits for. */
export interface Conditions {
  /** Something has changed. */
  readonly changed: () => void;
  /** Resolves once the condition holds. */
  readonly until: (condition: () => boolean) => Promise<void>;
}

/** Starts with nobody waiting. */
export function createConditions(): Conditions {
  const waiting = new Set<() => void>();
  return {
    changed() {
      for (const check of waiting) check();
    },
    until: (condition) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (!condition()) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
  };
}
