// BBX4005, BBX4006, BBX4021: what means something else once it is bundled.
import type { RuleTable } from "./table.ts";

export const COMPUTED_IMPORT: RuleTable = {
  code: "BBX4005",
  wrong: {
    name: "export function onOpen(ws) { return import(«ws.data»); }",
    "a comment before it": "export function onOpen(ws) { return import(/* now */ «ws.data»); }",
    "a template without a beginning": "export function onOpen(ws) { return import(«`${ws.data}.ts`»); }",
    "a constant": 'const FILE = "./a.ts";\nexport function onOpen() { return import(«FILE»); }',
    "a call": "export function onOpen(ws) { return import(«String(ws)»); }",
    "a sum that begins unknown": 'export function onOpen(ws) { return import(«ws.data + ".ts"»); }',
    "one branch": 'export function onOpen(ws) { return import(«ws ? "./a.ts" : ws.data»); }',
  },
  right: {
    literal: 'export function onOpen() { return import("./a.ts"); }',
    "a beginning": "export function onOpen(ws) { return import(`./locales/${ws.data}.ts`); }",
    "a sum": 'export function onOpen(ws) { return import("./locales/" + ws.data); }',
    both: 'export function onOpen(ws) { return import(ws ? "./a.ts" : "./b.ts"); }',
    comment: "export function onOpen(ws) { // import(ws.data)\n ws.send('import(x)'); }",
    method: "export function onOpen(ws) { ws.data.import(ws.data); }",
  },
};

export const NOT_BUNDLED: RuleTable = {
  code: "BBX4021",
  wrong: {
    "a variable": "export function onOpen(ws) { return require(«ws.data»); }",
    "a constant": 'const FILE = "./a.cjs";\nexport function onOpen() { return require(«FILE»); }',
    "import.meta.require of a variable":
      "export function onOpen(ws) { return import.meta.require(«ws.data»); }",
    "a sum of a package": 'export function onOpen(ws) { return require(«"drivers-" + ws.data»); }',
    "require by another name":
      'const load = «require»;\nexport function onOpen() { return load("./a.cjs"); }',
    "require as an argument": "export function onOpen(ws) { return ws.data(«require»); }",
    createRequire:
      'import { createRequire } from "node:module";\nconst load = createRequire(import.meta.url);\nexport function onOpen() { return load(«"./a.cjs"»); }',
    "createRequire by another name":
      'import { createRequire as make } from "module";\nconst require = make(import.meta.url);\nexport function onOpen() { return require(«"lib"»); }',
    "createRequire of the module":
      'import module from "node:module";\nexport function onOpen() { return module.createRequire(import.meta.url)(«"../package.json"»); }',
    "createRequire, handed on":
      'import { createRequire } from "node:module";\nconst load = createRequire(import.meta.url);\nexport function onOpen(ws) { ws.data(«load»); }',
    "its resolve":
      'import { createRequire } from "node:module";\nconst { resolve } = createRequire;\nconst load = createRequire(import.meta.url);\nexport function onOpen() { return load.resolve(«"lib"»); }',
    "require.resolve": 'export function onOpen() { return require.resolve(«"lib"»); }',
    "import.meta.resolve": 'export function onOpen() { return import.meta.resolve(«"./a.ts"»); }',
    "import.meta.resolveSync": 'export function onOpen() { return import.meta["resolveSync"](«"./a.ts"»); }',
    "a worker": 'export function onOpen() { return new Worker(«"./w.ts"»); }',
    "a worker by a constant":
      'const FILE = "./w.ts";\nexport function onOpen() { return new Worker(«FILE»); }',
    "a worker by a URL":
      'export function onOpen() { return new Worker(«new URL("./w.ts", import.meta.url)», { type: "module" }); }',
    "a worker by the text of a URL":
      'export function onOpen() { return new Worker(«new URL("./w.ts", import.meta.url).href»); }',
    "a worker of Node":
      'import { Worker as Thread } from "node:worker_threads";\nexport function onOpen() { return new Thread(«"./w.js"»); }',
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
    typeof: 'export function onOpen(ws) { if (typeof require === "function") ws.close(); }',
    "a function of that name":
      "export function onOpen(ws) { const require = ws.data; return require(ws.x); }",
    "a method of that name":
      "export function onOpen(ws) { return ws.data.require(ws.x, ws.data.resolve('x')); }",
    "a worker elsewhere":
      'export function onOpen(ws) { return [new Worker("/srv/w.js"), new Worker("data:,"), new Worker(process.env.WORKER), new Worker(URL.createObjectURL(ws.data))]; }',
    "a class of that name": 'class Worker {}\nexport function onOpen() { return new Worker("./w.ts"); }',
    text: "export function onOpen(ws) { ws.send('require(x); new Worker(\"./w.ts\")'); /* require(x) */ }",
  },
};

export const RELOCATED: RuleTable = {
  code: "BBX4006",
  wrong: {
    __dirname: "export function onOpen(ws) { ws.send(«__dirname»); }",
    __filename: "export function onOpen(ws) { ws.send(«__filename» + '/x'); }",
    url: "export function onOpen(ws) { ws.send(«import.meta.url»); }",
    dir: "export function onOpen(ws) { ws.send(«import.meta.dir»); }",
    index: 'export function onOpen(ws) { ws.send(«import.meta["dirname"]»); }',
    spaced: "export function onOpen(ws) { ws.send(«import . meta /* x */ . path»); }",
    "in a URL": 'export function onOpen(ws) { ws.send(new URL("./x", «import.meta.url»).href); }',
    destructured: "const { «dir» } = import.meta;\nexport function onOpen(ws) { ws.send(dir); }",
    "under another name":
      "const meta = «import.meta»;\nexport function onOpen(ws) { ws.send(String(meta.main)); }",
    "as an argument": "run(«import.meta»);\nexport function onOpen() {}",
    "main destructured":
      "const { «main» } = import.meta;\nexport function onOpen(ws) { ws.send(String(main)); }",
    shorthand: "export function onOpen(ws) { ws.send(JSON.stringify({ «__dirname» })); }",
  },
  right: {
    "other properties": "export function onOpen(ws) { ws.send(String(import.meta.main) + import.meta.env); }",
    "a cast": "export function onOpen(ws) { ws.send((import.meta as Meta).env.NAME); }",
    "others destructured": "const { env } = import.meta;\nexport function onOpen(ws) { ws.send(env.NAME); }",
    declared: 'const __dirname = "x";\nexport function onOpen(ws) { ws.send(__dirname); }',
    "a local name": "export function onOpen(ws) { const __filename = 1; ws.send(__filename); }",
    "a property": "export function onOpen(ws) { ws.send(ws.data.__dirname); ws.data = { __dirname: 1 }; }",
    "for require":
      'import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);\nexport function onOpen() { require("node:fs"); }',
    text: "export function onOpen(ws) { ws.send('import.meta.url'); ws.send(`__dirname`); /* __dirname */ }",
    typeof: 'export function onOpen(ws) { ws.send(typeof __dirname === "string" ? "1" : "2"); }',
    "new.target": "export function onOpen() { return new.target; }",
  },
};
