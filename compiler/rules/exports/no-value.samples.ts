// BBX2007: handlers that do not exist when the server runs.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
  wrong: {
    "a guard that is a type": { text: "export type «guard» = () => boolean;", isGuard: true },
    "a guard that is declared": { text: "export declare function «guard»(): boolean;", isGuard: true },
    "a guard that is exported as a type": {
      text: "function guard() { return false; }\nexport type { «guard» };",
      isGuard: true,
    },
    "a type": "export type «onMessage» = () => void;\nexport function onOpen() {}",
    "an interface": "export interface «onMessage» { (): void }\nexport function onOpen() {}",
    "a type specifier": "const f = () => {};\nexport { type f as «onMessage» };\nexport function onOpen() {}",
    "only declared": "export declare function «onMessage»(): void;\nexport function onOpen() {}",
    "a declared constant": "export declare const «upgrade»: () => boolean;\nexport function onOpen() {}",
    "an import of a type": {
      text: 'import type { f } from "./f.ts";\nexport { f as «upgrade» };\nexport function onOpen() {}',
      files: { "f.ts": "export const f = () => true;" },
    },
    "a name that the other module lacks": {
      text: 'export { «onMessage» } from "./f.ts";\nexport function onOpen() {}',
      files: { "f.ts": "export const other = 1;" },
    },
  },
  right: {
    "a guard beside its type": {
      text: "export type Staff = { user: string };\nexport const guard = () => false;",
      isGuard: true,
    },
    "a function": "export function onMessage() {}",
    "an overloaded function": "export function onMessage(): void;\nexport function onMessage() {}",
    "a type of another name": "export type Message = string;\nexport function onMessage() {}",
    "a value and a type of one name": "export function onMessage() {}\nexport type Other = typeof onMessage;",
    "an import of a value": {
      text: 'import { f } from "./f.ts";\nexport { f as onMessage };',
      files: { "f.ts": "export const f = () => {};" },
    },
    "a declared helper": "declare const limit: number;\nexport function onOpen() { void limit; }",
  },
};
