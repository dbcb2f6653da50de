// BBX2015: `export *` of CommonJS modules.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
  wrong: {
    "a guard": {
      text: '«export * from "./lib.cjs";»',
      files: { "lib.cjs": "exports.guard = () => false;" },
      isGuard: true,
    },
    "a file": {
      text: '«export * from "./f.cjs";»\nexport function onOpen() {}',
      files: { "f.cjs": "exports.onMessage = () => {};" },
    },
    "a file without the handler": {
      text: '«export * from "./f.cjs";»\nexport function onOpen() {}',
      files: { "f.cjs": "exports.x = 1;" },
    },
    "module.exports": {
      text: '«export * from "./f.cjs";»\nexport function onOpen() {}',
      files: { "f.cjs": "module.exports = { upgrade() { return true; } };" },
    },
    "two files further": {
      text: '«export * from "./g.ts";»\nexport function onOpen() {}',
      files: { "g.ts": 'export * from "./f.cjs";', "f.cjs": "exports.x = 1;" },
    },
    "no other handler": {
      text: '«export * from "./f.cjs";»',
      files: { "f.cjs": "exports.onMessage = () => {};" },
    },
  },
  right: {
    "a guard by its name": {
      text: 'export { guard } from "./lib.cjs";',
      files: { "lib.cjs": "exports.guard = () => false;" },
      isGuard: true,
    },
    "by name": {
      text: 'export { onMessage } from "./f.cjs";',
      files: { "f.cjs": "exports.onMessage = () => {};" },
    },
    "an ES module": {
      text: 'export * from "./f.mjs";',
      files: { "f.mjs": "export const onMessage = () => {};" },
    },
    "a namespace": {
      text: 'export * as f from "./f.cjs";\nexport function onOpen() {}',
      files: { "f.cjs": "exports.onMessage = () => {};" },
    },
    "an import": {
      text: 'import f from "./f.cjs";\nexport function onOpen() { f.x(); }',
      files: { "f.cjs": "exports.x = () => {};" },
    },
    "types alone": {
      text: 'export type * from "./f.ts";\nexport function onOpen() {}',
      files: { "f.ts": "export type A = 1;" },
    },
  },
};
