// A project, and everything that can be changed in it between two builds.
import { TSCONFIG } from "../support/project.ts";

/** The project's files. */
export const FILES = {
  "package.json": '{ "name": "app", "type": "module" }',
  "tsconfig.json": TSCONFIG.replace("{", '{ "extends": "@base/tsconfig/tsconfig.json", '),
  "node_modules/@base/tsconfig/package.json": '{ "name": "@base/tsconfig", "version": "1.0.0" }',
  "node_modules/@base/tsconfig/tsconfig.json": "{}",
  "node_modules/pkg/package.json":
    '{ "name": "pkg", "version": "1.0.0", "type": "module", "main": "index.js", "types": "index.d.ts" }',
  "node_modules/pkg/index.js": "export const size = 1;",
  "node_modules/pkg/index.d.ts": "export declare const size: number;",
  "app/lib/index.ts": "export const name: string = 'lib/index';",
  "app/ws/echo/route.ts": `
    import { size } from "pkg";
    import { name } from "../../lib";
    import type { ServerWebSocket } from "@ademattos/bunbox";
    export function onMessage(ws: ServerWebSocket) { const n: number = size; ws.send(name + n); }
  `,
  "bunbox.config.ts": "export default { port: Number(process.env.APP_PORT ?? 3000) };",
};
/** What the build writes. */
export const OUTPUT = "dist/server.js";

/** What is done to the project; `null` removes a file. */
export const CHANGES: readonly (readonly [string, Readonly<Record<string, string | null>>])[] = [
  [
    "a route has a type error",
    { "app/ws/echo/route.ts": FILES["app/ws/echo/route.ts"].replace("n: number", "n: string") },
  ],
  [
    "a library has another type",
    { "app/lib/index.ts": "export const name: number = 1 as const; export const x: string = name;" },
  ],
  ["a library has another value", { "app/lib/index.ts": "export const name: string = 'changed';" }],
  ["there is another route", { "app/ws/other/route.ts": "export function onMessage() {}" }],
  ["there is a wrong route", { "app/ws/[bad/route.ts": "export function onMessage() {}" }],
  ["the route is gone", { "app/ws/echo/route.ts": null }],
  ["a file that is found before another", { "app/lib.ts": "export const name: string = 'lib.ts';" }],
  ["a declaration that the tsconfig includes", { "app/global.d.ts": "declare const Buffer: never;" }],
  [
    "the tsconfig is stricter",
    {
      "tsconfig.json": FILES["tsconfig.json"].replace(
        '"strict":true',
        '"strict":true,"noUncheckedSideEffectImports":true,"noImplicitReturns":true,"noUnusedLocals":true',
      ),
    },
  ],
  [
    "what the tsconfig inherits",
    {
      "node_modules/@base/tsconfig/tsconfig.json":
        '{ "compilerOptions": { "verbatimModuleSyntax": true, "exactOptionalPropertyTypes": true } }',
    },
  ],
  [
    "an installed package has other types",
    { "node_modules/pkg/index.d.ts": "export declare const size: string;" },
  ],
  ["an installed package has another value", { "node_modules/pkg/index.js": "export const size = 2;" }],
  [
    "a package that is nearer",
    {
      "app/node_modules/pkg/package.json": FILES["node_modules/pkg/package.json"],
      "app/node_modules/pkg/index.js": "export const size = 3;",
      "app/node_modules/pkg/index.d.ts": "export declare const size: bigint;",
    },
  ],
  [
    "the package names another entry",
    {
      "node_modules/pkg/package.json": FILES["node_modules/pkg/package.json"].replace("index.js", "other.js"),
      "node_modules/pkg/other.js": "export const size = 4;",
    },
  ],
  ["the project is CommonJS", { "package.json": '{ "name": "app", "type": "commonjs" }' }],
  ["an option", { "bunbox.config.ts": "export default { port: 4000 };" }],
  ["an option that is wrong", { "bunbox.config.ts": "export default { prot: 4000 };" }],
  ["the output is gone", { [OUTPUT]: null }],
  ["the output is another's", { [OUTPUT]: "// @bun\nconsole.log('edited by hand');\n" }],
  ["the memory is cut short", { ".bunbox/last-build.json": '{ "circumstances": "' }],
  ["the memory is gone", { ".bunbox/last-build.json": null }],
];
