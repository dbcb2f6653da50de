// Leaves the frames of bunbox out of stacks. The runtime leaves out its own, but the inspector calls the runtime.
import { printWith } from "../../runtime/report.ts";

const OWN = "@ademattos/bunbox/dist/";

/** The frames of the user's code, and of packages. */
export function withoutOwn(frames: readonly string[]): readonly string[] {
  return frames.filter((frame) => !frame.includes(OWN));
}

/** Makes the log print stacks without them. */
export function printWithoutOwn(): void {
  printWith(({ level, message, frames }) => {
    console.error(`bunbox ${level}: ${message}`);
    const others = withoutOwn(frames);
    if (others.length > 0) console.error(others.join("\n"));
  });
}
