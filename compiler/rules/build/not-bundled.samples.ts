// BBX4021: modules and files that are looked up when the server runs.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
  wrong: {
    "a variable": "export function onOpen(ws) { return require(«ws.data»); }",
    "a constant": 'const FILE = "./a.cjs";\nexport function onOpen() { return require(«FILE»); }',
    "import.meta.require of a variable":
      "export function onOpen(ws) { return import.meta.require(«ws.data»); }",
    "a sum of a package": 'export function onOpen(ws) { return require(«"drivers-" + ws.data»); }',
    "require by another name":
      'const load = «require»;\nexport function onOpen() { return load("./a.cjs"); }',
    "require, assigned": 'let load;\nload = «require»;\nexport function onOpen() { return load("./a.cjs"); }',
    "require for a class": "export function onOpen(ws) { return new ws.Loader(«require»); }",
    "require as an argument": "export function onOpen(ws) { return ws.data(«require»); }",
    "a call that a bundler has left":
      'var __require = ((x) => typeof require !== "undefined" ? require : x)(function (x) { return require.apply(this, arguments); });\nexport function onOpen() { return __require(«"lib"»); }',
    "a call of require, bound":
      'const load = require.bind(null);\nexport function onOpen() { return load(«"lib"»); }',
    createRequire:
      'import { createRequire } from "node:module";\nconst load = createRequire(import.meta.url);\nexport function onOpen() { return load(«"./a.cjs"»); }',
    "createRequire by another name":
      'import { createRequire as make } from "module";\nconst require = make(import.meta.url);\nexport function onOpen() { return require(«"lib"»); }',
    "createRequire of the module":
      'import module from "node:module";\nexport function onOpen() { return module.createRequire(import.meta.url)(«"../package.json"»); }',
    "createRequire, handed on":
      'import { createRequire } from "node:module";\nconst load = createRequire(import.meta.url);\nexport function onOpen(ws) { ws.data(«load»); }',
    "createRequire, handed on beside others":
      'import { createRequire } from "node:module";\nconst load = createRequire(import.meta.url);\nexport function onOpen(ws) { ws.data(ws, «load»); }',
    "its resolve":
      'import { createRequire } from "node:module";\nconst { resolve } = createRequire;\nconst load = createRequire(import.meta.url);\nexport function onOpen() { return load.resolve(«"lib"»); }',
    "require.resolve": 'export function onOpen() { return require.resolve(«"lib"»); }',
    "a module of Node or another":
      'export function onOpen(ws) { return require.resolve(«ws.data ? "node:fs" : "lib"»); }',
    "import.meta.resolve": 'export function onOpen() { return import.meta.resolve(«"./a.ts"»); }',
    "import.meta.resolveSync": 'export function onOpen() { return import.meta["resolveSync"](«"./a.ts"»); }',
    "a worker": 'export function onOpen() { return new Worker(«"./w.ts"»); }',
    "a worker by a constant":
      'const FILE = "./w.ts";\nexport function onOpen() { return new Worker(«FILE»); }',
    "a worker by a URL":
      'export function onOpen() { return new Worker(«new URL("./w.ts", import.meta.url)», { type: "module" }); }',
    "a worker by the text of a URL":
      'export function onOpen() { return new Worker(«new URL("./w.ts", import.meta.url).href»); }',
    "a worker by import.meta.resolve":
      'export function onOpen() { return new Worker(import.meta.resolve(«"./w.ts"»)); }',
    "a worker of Node":
      'import { Worker as Thread } from "node:worker_threads";\nexport function onOpen() { return new Thread(«"./w.js"»); }',
    "a worker of Node by a URL":
      'import { Worker as Thread } from "node:worker_threads";\nexport function onOpen() { return new Thread(«new URL("./w.js", import.meta.url)»); }',
    "require.main on the right":
      "const LEVEL = 1;\nexport function onOpen(ws) { if («module» == require.main) ws.close(); }",
    "require.main": "export function onOpen(ws) { if (require.main === «module») ws.close(); }",
  },
  right: {
    literal: 'export function onOpen() { return [require("./a.cjs"), import.meta.require("./a.cjs")]; }',
    "a beginning": "export function onOpen(ws) { return require(`./locales/${ws.data}.cjs`); }",
    "a sum": 'export function onOpen(ws) { return require("./locales/" + ws.data + ".cjs"); }',
    both: 'export function onOpen(ws) { return require(ws ? "./a.cjs" : "./b.cjs"); }',
    "a module of Bun":
      'const FS = "node:fs";\nexport function onOpen() { return [require(FS), require.resolve("bun:sqlite"), import.meta.resolve("fs")]; }',
    "createRequire of a module of Node":
      'import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);\nexport function onOpen() { return require("node:fs"); }',
    "calls that a bundler has left, of modules of Node":
      'var __require = ((x) => typeof require !== "undefined" ? require : x)();\nexport function onOpen(ws) { return [__require("fs"), __require("node:path"), ws.data.__require("lib")]; }',
    typeof: 'export function onOpen(ws) { if (typeof require === "function") ws.close(); }',
    "a function that is one of two":
      'export function onOpen(ws) { const load = ws.data ? first : second; return load("lib"); }',
    "other calls beside a call of require, bound":
      'const load = require.bind(null);\nfunction log(text) {}\nexport function onOpen(ws) { log("lib"); send("lib"); ping(); return [load("node:fs"), load(ws.data)]; }',
    "a function of that name":
      "export function onOpen(ws) { const require = ws.data; return require(ws.x); }",
    "a method of that name":
      "export function onOpen(ws) { return ws.data.require(ws.x, ws.data.resolve('x')); }",
    "a name that is assigned": "export function onOpen(ws) { require = ws.data; }",
    "another method of import.meta": 'export function onOpen() { return import.meta.hot("./a.ts"); }',
    "a method named resolveSync": "export function onOpen(ws) { return ws.data.resolveSync('./a.ts'); }",
    "a method named like what createRequire gives":
      'import { createRequire } from "node:module";\nconst resolve = createRequire(import.meta.url);\nexport function onOpen(ws) { return [resolve("node:fs"), ws.data.resolve("lib")]; }',
    "require.main in CommonJS": {
      text: 'import "./run.cjs";\nexport function onOpen() {}',
      files: { "run.cjs": "if (require.main === module) run();" },
    },
    "require.main, compared with something else":
      "export function onOpen(ws) { if (require.main === undefined || ws.data === require.main) ws.close(); }",
    "a worker by the URL of something else":
      'export function onOpen(ws) { return [new Worker(new URL("./w.ts", ws.data)), new Worker(new URL(ws.data))]; }',
    "a worker without a file": "export function onOpen() { return new Worker(); }",
    "a worker elsewhere":
      'export function onOpen(ws) { return [new Worker("/srv/w.js"), new Worker("data:,"), new Worker(process.env.WORKER), new Worker(URL.createObjectURL(ws.data))]; }',
    "a class of that name": 'class Worker {}\nexport function onOpen() { return new Worker("./w.ts"); }',
    text: "export function onOpen(ws) { ws.send('require(x); new Worker(\"./w.ts\")'); /* require(x) */ }",
  },
};
