// Lists functions that run when they are called, but that do not fit the signature of their handler.
import { SOCKET_HANDLERS } from "../../../../compiler/syntax/signatures.ts";
import { HANDLERS } from "../handlers.ts";
import { type Form, forms, from, type Kind } from "../form.ts";
import { parametersOf, type Slot } from "../slot.ts";

/** Only TypeScript knows; routes in JavaScript are not asked for. */
const MISFIT: Kind = { bun: "function", bunbox: "mistyped", language: "ts" };
const SOCKETS: Kind = { ...MISFIT, handlers: HANDLERS.filter((name) => SOCKET_HANDLERS.includes(name)) };
const UPGRADE: Kind = { ...MISFIT, handlers: ["upgrade"], markless: true };

/** A function of these parameters, which hands its first argument on. */
function handing(slot: Slot, parameters: string, first: string): string {
  return `const ${slot.id}_f: (...args: any[]) => any = ${slot.arrow};
export function ${slot.name}(${parameters}) { return ${slot.id}_f(${first}); }`;
}

const PARAMETERS = [
  ...forms(MISFIT, {
    "first parameter of another type": (s) => handing(s, "first: { absent: number }", "first"),
    "second parameter of another type": (s) =>
      handing(s, "first: any, second: { absent: number }", "first, second"),
    "one parameter too many": (s) =>
      handing(s, "first: any, b: any, c: any, d: any, e: any", "first, b, c, d, e"),
    "first parameter of another type, in an arrow": (s) =>
      `const ${s.id}_f: (...args: any[]) => any = ${s.arrow};\nexport const ${s.name} = (first: symbol) => ${s.id}_f(first);`,
    "first parameter of another type, re-exported": (s) =>
      from(
        s,
        (p) => `export { f as ${s.name} } from "${p}";`,
        `const g: (...args: any[]) => any = ${s.ts.arrow};\nexport function f(first: string) { return g(first); }`,
      ),
    "first parameter of another type, in a star": (s) =>
      from(
        s,
        (p) => `export * from "${p}";`,
        `const g: (...args: any[]) => any = ${s.ts.arrow};\nexport const ${s.name} = (first: string) => g(first);`,
      ),
    "overloads that do not fit": (s) =>
      `export function ${s.name}(first: string): any;\nexport function ${s.name}(first: number): any;\nexport function ${s.name}(first: any) { const f: (...args: any[]) => any = ${s.arrow}; return f(first); }`,
    "a type that says more than the handler gets": (s) =>
      `export const ${s.name}: (first: never[]) => any = ${s.arrow.replace(parametersOf(s.name), "(ws: any, req: any = ws)")};`,
  }),
  // An `upgrade` whose result is of the type \`any\` gives any data.
  ...forms(
    { ...SOCKETS, lacks: ["upgrade"] },
    {
      "socket with other data": (s) => handing(s, "ws: ServerWebSocket<{ absent: number }>", "ws"),
    },
  ),
  ...forms(
    { ...SOCKETS, handlers: ["onMessage"] },
    {
      "message that is a text": (s) => handing(s, "ws: ServerWebSocket, message: string", "ws, message"),
      "message that is a buffer": (s) => handing(s, "ws: ServerWebSocket, message: Buffer", "ws, message"),
    },
  ),
];

const RESULTS = forms(UPGRADE, {
  "upgrade returns a number": (s) => `export function ${s.name}() { return 1; }`,
  "upgrade returns a text": (s) => `export const ${s.name} = (_req: Request) => "${s.mark}";`,
  "upgrade returns nothing": (s) => `export function ${s.name}(req: Request) { void req; }`,
  "upgrade returns nothing in one branch": (s) =>
    `export function ${s.name}(req: Request) { if (req.url === "") return true; else return; }`,
  "upgrade resolves with a number": (s) => `export async function ${s.name}() { return 1; }`,
  "upgrade returns null": (s) => `export const ${s.name} = () => null;`,
  "upgrade returns an unknown key": (s) =>
    `export function ${s.name}() { return { data: "${s.mark}", user: 1 }; }`,
  "upgrade resolves with an unknown key": (s) =>
    `export async function ${s.name}() { return { data: "${s.mark}", user: 1 }; }`,
  "upgrade returns an unknown key alone": (s) => `export const ${s.name} = () => ({ user: 1 });`,
  "upgrade returns headers of another type": (s) => `export function ${s.name}() { return { headers: 3 }; }`,
});

export const SIGNATURES: readonly Form[] = [...PARAMETERS, ...RESULTS];
