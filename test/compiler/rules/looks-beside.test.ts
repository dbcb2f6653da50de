// Files of packages that look for others beside themselves, or for modules that the output does not have.
import { describe, expect, test } from "bun:test";
import { looksBeside } from "../../../compiler/rules/looks-beside.ts";
import { parse } from "../../../compiler/syntax/source.ts";

function looks(text: string): boolean {
  return looksBeside(parse("node_modules/a/index.js", text));
}

describe("a file looks beside itself", () => {
  test.each([
    ["asks for its location", "read(__dirname + '/words.txt');"],
    ["asks for its location in the way of modules", "read(new URL('words.txt', import.meta.url));"],
    ["imports what is computed", "import(name);"],
    ["requires what is computed", "require(name);"],
    ["requires a package by a constant", "const DRIVER = 'pg';\nrequire(DRIVER);"],
    [
      "requires one package of two without `try`",
      "const A = 'a';\ntry { require(A); } catch { skip(); }\nrequire(A);",
    ],
    ["starts a worker", "new Worker('./worker.js');"],
    [
      "calls what a bundler has made of require",
      "var __require = (x => typeof require !== 'undefined' ? require : x)(() => {});\nvar left = __require('left');",
    ],
  ])("if it %s", (_what, text) => {
    expect(looks(text)).toBe(true);
  });

  test.each([
    ["the package is asked for after it has failed", "try { f(); } catch { require(DRIVER); }"],
    ["the package is asked for at the end", "try { f(); } catch { skip(); } finally { require(DRIVER); }"],
    ["nothing catches the error", "try { require(DRIVER); } finally { f(); }"],
    ["it is a file", "try { require(FILE); } catch { skip(); }"],
    ["it is a file of the system", "try { require(ROOT); } catch { skip(); }"],
    ["its name is not known", "try { require('driver-' + name); } catch { skip(); }"],
    ["it may be anything", "try { require(name); } catch { skip(); }"],
    ["it is a number", "try { require(NUMBER); } catch { skip(); }"],
    ["it is looked up another way", "try { require.resolve(DRIVER); } catch { skip(); }"],
  ])("within `try`, if %s", (_what, text) => {
    expect(looks(`const DRIVER = 'pg', FILE = './pg.js', ROOT = '/pg.js', NUMBER = 1;\n${text}`)).toBe(true);
  });
});

describe("a file does not look beside itself", () => {
  test.each([
    ["imports by literals", "import './a.js';\nrequire('b');\nimport('./c.js');"],
    ["looks nothing up", "export const a = 1;"],
    [
      "calls what a bundler has made of require for a module of Node",
      "var __require = (x => typeof require !== 'undefined' ? require : x)(() => {});\nvar fs = __require('fs');",
    ],
    [
      "tries a package that it can do without",
      "const DRIVER = 'pg';\ntry { require(DRIVER); } catch { skip(); }",
    ],
    ["tries it in a function", "const DRIVER = 'pg';\ntry { f(() => require(DRIVER)); } catch { g(); }"],
  ])("if it %s", (_what, text) => {
    expect(looks(text)).toBe(false);
  });
});
