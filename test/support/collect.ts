// Collects the text of streams, and waits until it matches.

/** What has come. */
export interface Collected {
  /** Resolves when nothing more comes. */
  readonly ended: Promise<unknown>;
  text(): string;
  /**
   * Resolves with the text once it matches.
   *
   * @param from where the part that counts begins
   */
  matches(pattern: RegExp, from?: () => number): Promise<string>;
}

/** Collects the text of streams as it arrives, and resolves the waiting promises when it matches. */
export function collect(...streams: readonly ReadableStream<Uint8Array<ArrayBuffer>>[]): Collected {
  let text = "";
  const waiting = new Set<() => void>();
  const read = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const chunk of stream) {
      text += decoder.decode(chunk, { stream: true });
      for (const check of waiting) check();
    }
  };
  return {
    ended: Promise.all(streams.map(read)),
    text: () => text,
    matches: (pattern, from = () => 0) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (!pattern.test(text.slice(from()))) return;
          waiting.delete(check);
          resolve(text);
        };
        waiting.add(check);
        check();
      }),
  };
}
