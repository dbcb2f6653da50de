// BBX2028: paths of `publishTo`.
import type { Samples } from "../samples.ts";

const IMPORT = 'import { publishTo } from "@ademattos/bunbox";\n';
const handler = (body: string): string => `${IMPORT}export function onMessage(ws, m, ctx) { ${body} }`;

export const SAMPLES: Samples = {
  wrong: {
    "a letter that is wrong": handler('publishTo(«"/ws/chatt"», {}, 1);'),
    "a path with a value": handler('publishTo(«"/ws/rooms/kitchen"», {}, 1);'),
    "another parameter": handler('publishTo(«"/ws/rooms/[room]"», { room: "a" }, 1);'),
    "a topic": handler('publishTo(«"ws-chat"», {}, 1);'),
    "a path without the base": handler('publishTo(«"/chat"», {}, 1);'),
    "an empty path": handler('publishTo(«""», {}, 1);'),
    "a constant": `${IMPORT}const PATH = "/ws/caht";\nexport function onOpen() { publishTo(«PATH», {}, 1); }`,
    "a constant of another file": {
      text: `${IMPORT}import { PATH } from "./paths.ts";\nexport function onOpen() { publishTo(«PATH», {}, 1); }`,
      files: { "paths.ts": 'export const PATH = "/ws/caht";' },
    },
    "one branch": handler('publishTo(m ? "/ws/chat" : «"/ws/caht"», {}, 1);'),
    "another name": `import { publishTo as say } from "@ademattos/bunbox";\nexport function onOpen() { say(«"/ws/caht"», {}, 1); }`,
    "of the namespace": `import * as bunbox from "@ademattos/bunbox";\nexport function onOpen() { bunbox.publishTo(«"/ws/caht"», {}, 1); }`,
    "outside of a handler": `${IMPORT}setInterval(() => publishTo(«"/ws/caht"», {}, 1), 1000);\nexport function onOpen() {}`,
  },
  right: {
    "a static route": handler('publishTo("/ws/chat", {}, 1);'),
    "a route with a parameter": handler('publishTo("/ws/rooms/[id]", { id: "a" }, 1);'),
    "a catch-all": handler('publishTo("/ws/files/[...path]", { path: [m] }, 1);'),
    "a constant": `${IMPORT}const PATH = "/ws/admin";\nexport function onOpen() { publishTo(PATH, {}, 1); }`,
    "a text that only runs": handler("publishTo(String(m), {}, 1); publishTo(`/ws/${m}`, {}, 1);"),
    "a function of another package":
      'import { publishTo } from "other";\nexport function onOpen() { publishTo("/ws/caht", {}, 1); }',
    "a function of the file":
      'function publishTo(path) {}\nexport function onOpen() { publishTo("/ws/caht"); }',
    "arguments that are spread": handler("publishTo(...m);"),
  },
};
