// BBX2005: handlers that are not functions.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
  wrong: {
    "a class for a guard": { text: "export class «guard» { run() {} }", isGuard: true },
    "a guard that is undefined": { text: "export const «guard» = undefined;", isGuard: true },
    "a number": "export const «onMessage» = 3;",
    "an object": "export const «onOpen» = { run() {} };",
    "a text": "export const «onClose» = 'x';",
    "an array": "export const «onDrain» = [];",
    "a template": "export const «upgrade» = `true`;",
    "an enum": "export enum «onOpen» { A }",
    "another name": "const «limit» = 3;\nexport { limit as onOpen };",
    "a second declarator": "export const a = () => {}, «onOpen» = 3;",
  },
  right: {
    "upgrade in a guard": {
      text: "export const upgrade = 3;\nexport function guard() { return false; }",
      isGuard: true,
    },
    "an arrow function": "export const onMessage = () => {};",
    "a call": "export const onMessage = make();\ndeclare function make(): () => void;",
    "a class's method": "class Room { join() {} }\nexport const onOpen = new Room().join;",
    "a cast": "export const onOpen = (() => {}) as () => void;",
    "an imported function": {
      text: 'import { f } from "./f.ts";\nexport { f as onOpen };',
      files: { "f.ts": "export function f() {}" },
    },
    "a value of another name": "export const limit = 3;\nexport function onOpen() {}",
  },
};
