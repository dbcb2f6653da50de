// BBX4006: paths that change once the code is bundled.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
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
    "its length": "export function onOpen(ws) { ws.send(String(«__dirname».length)); }",
    "a field": "class A { path = «__dirname»; }\nexport function onOpen(ws) { ws.send(new A().path); }",
    "of a cast": "export function onOpen(ws) { ws.send(«(import.meta as Meta).url»); }",
    "destructured from a cast":
      "const { «dir» } = import.meta as Meta;\nexport function onOpen(ws) { ws.send(dir); }",
    "the rest destructured":
      "const { env, «...meta» } = import.meta;\nexport function onOpen(ws) { ws.send(meta.url); }",
    "a computed field": "class A { [«__dirname»] = 1; }\nexport function onOpen(ws) { ws.send(new A()); }",
    "a computed method": "class A { [«__dirname»]() {} }\nexport function onOpen(ws) { ws.send(new A()); }",
    "a computed property": "export function onOpen(ws) { ws.send(String({ [«__dirname»]: 1 })); }",
    "a computed key": "export function onOpen(ws) { ws.send(ws.data[«__dirname»]); }",
    "for a class of your own that is named Worker":
      'class Worker {}\nexport function onOpen() { return new Worker(new URL("./w.ts", «import.meta.url»)); }',
    "for another class":
      'export function onOpen() { return new File(new URL("./w.ts", «import.meta.url»)); }',
    "for a function of a URL":
      'export function onOpen() { return open(new URL("./w.ts", «import.meta.url»).href); }',
    "given to a function": "export function onOpen(ws) { open(«import.meta.url»); }",
    "module.filename": "export function onOpen(ws) { ws.send(«module.filename»); }",
    "module.parent": "if (!«module.parent») run();\nexport function onOpen() {}",
    "a part of module": "const { «paths» } = module;\nexport function onOpen(ws) { ws.send(paths[0]); }",
    "a property of a key": "export function onOpen(ws) { ws.data[«module.path»] = 1; }",
    "an assigned value": "let at;\nat = «module.path»;\nexport function onOpen(ws) { ws.send(at); }",
    "module by index": 'export function onOpen(ws) { ws.send(«module["path"]»); }',
  },
  right: {
    "other properties of module": "module.exports.a = 1;\nexport function onOpen(ws) { ws.send(module.id); }",
    "a property of another global": "export function onOpen(ws) { ws.send(location.path); }",
    "other parts of module":
      "const { id, ...others } = module;\nlet { paths } = id;\nconst all = module;\nexport function onOpen(ws) { ws.data[module] = all; }",
    "another module": "export function onOpen(ws) { const module = ws.data; ws.send(module.path); }",
    "a property that is set": "module.paths = [];\nexport function onOpen(ws) { ws.data.module.path = 1; }",
    "other properties": "export function onOpen(ws) { ws.send(String(import.meta.main) + import.meta.env); }",
    "a cast": "export function onOpen(ws) { ws.send((import.meta as Meta).env.NAME); }",
    "other casts":
      "export function onOpen(ws) { use((<Meta>import.meta).env, import.meta!.env, (import.meta satisfies Meta).env); }",
    "a property of new.target": "export function onOpen() { return new.target.url; }",
    "others destructured": "const { env } = import.meta;\nexport function onOpen(ws) { ws.send(env.NAME); }",
    declared: 'const __dirname = "x";\nexport function onOpen(ws) { ws.send(__dirname); }',
    "a local name": "export function onOpen(ws) { const __filename = 1; ws.send(__filename); }",
    "a property": "export function onOpen(ws) { ws.send(ws.data.__dirname); ws.data = { __dirname: 1 }; }",
    "for require":
      'import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);\nexport function onOpen() { require("node:fs"); }',
    text: "export function onOpen(ws) { ws.send('import.meta.url'); ws.send(`__dirname`); /* __dirname */ }",
    typeof: 'export function onOpen(ws) { ws.send(typeof __dirname === "string" ? "1" : "2"); }',
    "new.target": "export function onOpen() { return new.target; }",
    "a field of this name":
      "class A { __dirname = 1; }\ninterface B { __dirname: string; __filename(): string }\nexport function onOpen(ws) { ws.send(new A()); }",
  },
};
