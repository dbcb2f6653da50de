// Says in words why earlier clients break: which part of a message, and what it was and is.
import type { MessageType } from "../model.ts";
import type { ScopedSchema } from "./assignable.ts";
import type { Difference } from "./difference.ts";
import { acceptsAll } from "./json-schema.ts";
import { COMPONENTS } from "./schema-names.ts";
import { typeText } from "./type-text.ts";

/** What the messages of each form are called, by what the name of the message ends in. */
export const FORMS: Readonly<Record<string, string>> = { "": "JSON", Text: "text", Bytes: "binary" };

/** The words about a difference. */
export interface Explanation {
  readonly message: string;
  readonly reason?: string;
}

/** The messages that a difference is in. */
interface Subject {
  readonly direction: MessageType;
  /** What they are called in the sources. */
  readonly name: string;
}

/** Explains a difference. What comes in goes from earlier clients to the route, and what goes out the other way. */
export function explain({ direction, name }: Subject, difference: Difference): Explanation {
  const part = `\`${name}${difference.path.join("")}\``;
  return direction === "Incoming" ? incoming(part, difference) : outgoing(part, difference);
}

function incoming(part: string, { kind, from, to }: Difference): Explanation {
  switch (kind) {
    case "missing":
      return { message: `${part} is new and required, but earlier clients do not send it` };
    case "optional":
      return { message: `${part} is now required, but earlier clients may leave it out` };
    case "weak":
      return {
        message: `${part} reads none of the properties that earlier clients send`,
        reason: was(from, to),
      };
    case "type":
      return { message: `${part} no longer accepts ${shown(from)}`, reason: `It accepts ${shown(to)} now.` };
  }
}

function outgoing(part: string, { kind, from, to }: Difference): Explanation {
  switch (kind) {
    case "missing":
      return { message: `${part} is gone, but earlier clients read it` };
    case "optional":
      return { message: `${part} may now be left out, but earlier clients read it` };
    case "weak":
      return {
        message: `${part} has none of the properties that earlier clients read`,
        reason: was(to, from),
      };
    case "type":
      return { message: `${part} may now be ${shown(from)}`, reason: `Earlier clients expect ${shown(to)}.` };
  }
}

function was(earlier: ScopedSchema, now: ScopedSchema): string {
  return `It was ${shown(earlier)}, and is ${shown(now)} now.`;
}

/** The most characters of a type in a message. */
const LONGEST = 80;

function shown({ schema, scope }: ScopedSchema): string {
  if (acceptsAll(schema)) return "any value";
  const text = typeText(schema, (ref) => {
    const name = ref.slice(COMPONENTS.length);
    return Object.hasOwn(scope, name) ? name : undefined;
  });
  return `\`${text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text}\``;
}
