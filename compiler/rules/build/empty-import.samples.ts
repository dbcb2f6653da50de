// BBX4044: imports of nothing.
import type { Samples } from "../samples.ts";

const OPEN = "\nexport function onOpen(ws) {}";

export const SAMPLES: Samples = {
  wrong: {
    "an import": `«import {} from "./deny.ts";»${OPEN}`,
    "an export": `«export {} from "./deny.ts";»${OPEN}`,
    "with spaces": `«import { } from './deny.ts'»${OPEN}`,
    "on lines": `«import {\n} from "./deny.ts";»${OPEN}`,
    "with a comment": `«import { /* nothing */ } from "./deny.ts";»${OPEN}`,
    "a package": `«import {} from "polyfill";»${OPEN}`,
  },
  right: {
    "a module for what it does": `import "./deny.ts";${OPEN}`,
    "a comment before the name": `import /* {} from */ "./deny.ts";${OPEN}`,
    "a type": `import type {} from "./deny.ts";${OPEN}`,
    "an exported type": `export type {} from "./deny.ts";${OPEN}`,
    "a name": `import { deny } from "./deny.ts";\nexport function onOpen(ws) { deny(ws); }`,
    "nothing that is exported": `export {};${OPEN}`,
    text: `const text = 'import {} from "./deny.ts"';\nexport function onOpen(ws) { ws.send(text); }`,
    "a file of JavaScript": {
      text: `import "../lib/setup.js";${OPEN}`,
      files: { "../lib/setup.js": 'import {} from "./deny.js";\n' },
    },
  },
};
