// Provides a project that reads files of every kind, and whose output or diagnostics show each of them.

/** What a file is to be: a text, a link to another, or nothing. */
export type Edit = string | { readonly link: string } | null;
export type Edits = Readonly<Record<string, Edit>>;

/** The tsconfig, with two bases. */
export const TSCONFIG = `{
  "extends": ["@base/tsconfig/tsconfig.json", "./config/base.json"],
  "compilerOptions": { "strict": true, "paths": { "guard": ["./app/guard.ts"] } },
  // A comment, and a comma at the end.
  "include": ["app"],
}
`;

/** A tsconfig that only refers to another; esbuild does not read that one, so its `paths` do not count. */
export const REFERRING: Edits = {
  "tsconfig.json": '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }\n',
  "tsconfig.app.json": TSCONFIG,
  "app/ws/guarded": null,
};

const ROUTE = `
  import type { ServerWebSocket } from "@ademattos/bunbox";
  import { used } from "effects";
  import { size } from "pkg";
  import typeless from "typeless";
  import { user } from "user";
  import { versioned } from "versioned";
  import { scoped } from "@scope/versioned";
  import { inner } from "#inner";
  import { word as file } from "../../file.ts";
  import { word as folder } from "../../folder/index.ts";
  import { name } from "../../lib";
  import { Field } from "../../lib/field.ts";
  import { Nested } from "../../nested/index.ts";
  import data from "../../data.json";
  import words from "../../words.txt";
  export function onMessage(ws: ServerWebSocket) {
    const all: string[] = [used, size, versioned, inner, file, folder, name, data.data, words];
    const text: string = all[0];
    ws.send(text + typeless + user + scoped + all.join() + new Nested().field + new Field().field);
  }
`;

const manifest = (name: string, more = ""): string =>
  `{ "name": "${name}", "type": "module", "main": "index.js", "types": "index.d.ts"${more} }\n`;

const PACKAGES = {
  "node_modules/@base/tsconfig/package.json": '{ "name": "@base/tsconfig", "version": "1.0.0" }\n',
  "node_modules/@base/tsconfig/tsconfig.json": "{ }\n",
  "node_modules/pkg/package.json": manifest("pkg"),
  "node_modules/pkg/index.js": 'import { dep } from "dep";\nexport const size = "pkg 1" + dep;\n',
  "node_modules/pkg/index.d.ts": "export declare const size: string;\n",
  "node_modules/dep/package.json": manifest("dep"),
  "node_modules/dep/index.js": 'export const dep = "dep 1";\n',
  "node_modules/effects/package.json": manifest("effects"),
  "node_modules/effects/index.js": 'import "./effect.js";\nexport const used = "used";\n',
  "node_modules/effects/effect.js": 'console.log("effect");\n',
  "node_modules/effects/index.d.ts": "export declare const used: string;\n",
  "node_modules/typeless/package.json": '{ "name": "typeless", "type": "commonjs" }\n',
  "node_modules/typeless/index.js": 'module.exports = "typeless";\n',
  // As pnpm lays packages out: each version in a folder of its own, and links to it.
  "node_modules/.pnpm/versioned@1/node_modules/versioned/package.json": manifest("versioned"),
  "node_modules/.pnpm/versioned@1/node_modules/versioned/index.js":
    'export const versioned = "version 1";\nexport const scoped = "scoped 1";\n',
  "node_modules/.pnpm/versioned@1/node_modules/versioned/index.d.ts":
    "export declare const versioned: string;\nexport declare const scoped: string;\n",
  "node_modules/.pnpm/versioned@2/node_modules/versioned/package.json": manifest("versioned"),
  "node_modules/.pnpm/versioned@2/node_modules/versioned/index.js":
    'export const versioned = "version 2";\nexport const scoped = "scoped 2";\n',
  "node_modules/.pnpm/versioned@2/node_modules/versioned/index.d.ts":
    "export declare const versioned: number;\nexport declare const scoped: string;\n",
  "node_modules/.pnpm/user@1/node_modules/user/package.json": manifest("user"),
  "node_modules/.pnpm/user@1/node_modules/user/index.js":
    'import { versioned } from "versioned";\nexport const user = "user of " + versioned;\n',
  "node_modules/.pnpm/user@1/node_modules/versioned": {
    link: "../../versioned@1/node_modules/versioned",
  },
  "node_modules/user": { link: ".pnpm/user@1/node_modules/user" },
  "node_modules/versioned": { link: ".pnpm/versioned@1/node_modules/versioned" },
  "node_modules/@scope/versioned": { link: "../.pnpm/versioned@1/node_modules/versioned" },
} as const;

/** The project, by paths relative to it. */
export const PROJECT: Edits = {
  ...PACKAGES,
  "package.json": '{ "name": "app", "type": "module", "imports": { "#inner": "./app/inner.ts" } }\n',
  "tsconfig.json": TSCONFIG,
  "config/base.json": `{ "compilerOptions": {
    "target": "esnext", "lib": ["esnext"], "module": "preserve", "types": ["bun"], "noImplicitAny": false,
    "allowImportingTsExtensions": true, "noEmit": true, "skipLibCheck": true
  } }\n`,
  "app/ws/first/route.ts": ROUTE,
  "app/ws/guarded/route.ts":
    'import { guard } from "guard";\nexport function upgrade(): boolean { return guard; }\nexport function onOpen() {}\n',
  "app/ws/linked/route.ts": { link: "../../versions/route-1.ts" },
  "app/versions/route-1.ts": 'export function onOpen() { console.log("route 1"); }\n',
  "app/versions/route-2.ts": 'export function onOpen() { console.log("route 2"); }\n',
  "app/versions/one/index.ts": 'export const word: string = "word 1";\n',
  "app/versions/two/index.ts": 'export const word: string = "word 2";\n',
  "app/file.ts": { link: "versions/one/index.ts" },
  "app/folder": { link: "versions/one" },
  "app/guard.ts": "export const guard: boolean = true;\n",
  "app/inner.ts": 'export const inner: string = "inner 1";\n',
  "app/inner-2.ts": 'export const inner: string = "inner 2";\n',
  "app/lib/index.ts": 'export const name: Name = "name 1";\n',
  "app/lib/field.ts": "export class Field { field = `field`; other?: string; }\n",
  "app/nested/index.ts": "export class Nested { field = `nested`; other?: string; }\n",
  "app/nested/tsconfig.json": '{ "extends": "./base.json" }\n',
  "app/nested/base.json": '{ "compilerOptions": { "useDefineForClassFields": true } }\n',
  "app/data.json": '{ "data": "data 1" }\n',
  "app/words.txt": "words 1\n",
  "app/global.d.ts": "type Name = string;\n",
};

/** A project that reads what lies beside it. */
export const BEYOND: Edits = {
  "app/ws/beyond/route.ts": `
    import { above } from "above";
    import { beyond } from "../../../../beyond/index.ts";
    export function onOpen() { console.log(above, beyond); }
  `,
  "../beyond/index.ts": 'export const beyond: string = "beyond 1";\n',
  "../node_modules/above/package.json": manifest("above"),
  "../node_modules/above/index.js": 'export const above = "above 1";\n',
};

/** A configuration that reads files of every kind. */
export const CONFIGURED: Edits = {
  "bunbox.config.ts": `
    import { readFileSync } from "node:fs";
    import { maxPayloadLength } from "limits";
    import { health } from "./config/health.ts";
    import origins from "./config/origins.json";
    const shutdownTimeout = Number(readFileSync("config/timeout.txt", "utf8"));
    export default { port: 4000, health, origins, maxPayloadLength, shutdownTimeout };
  `,
  "config/health.ts": 'export const health = "/one";\n',
  "config/origins.json": '["https://one.example"]\n',
  "config/timeout.txt": "11\n",
  "node_modules/limits/package.json": manifest("limits"),
  "node_modules/limits/index.js": "export const maxPayloadLength = 1000;\n",
};

/** A typed client, which reads types that nothing else does. */
export const CLIENT: Edits = {
  "bunbox.config.ts": 'export default { client: "web/ws.gen.ts" };\n',
  "app/ws/typed/route.ts": 'export type { Incoming } from "../../types.ts";\nexport function onOpen() {}\n',
  "app/types.ts": "export type Incoming = string;\n",
};
