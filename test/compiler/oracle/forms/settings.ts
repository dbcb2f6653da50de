// Lists the settings of a route: `incoming`, `maxPayloadLength`, `subscribe`, `ordered`, in every form of a value.
import { beside, at, type Form, forms, from, type Kind } from "../form.ts";
import type { Slot } from "../slot.ts";

type Table = Readonly<Record<string, Form["write"]>>;

const SCHEMA: Kind = { handlers: ["incoming"], needs: ["onMessage"], bun: "schema", bunbox: "right" };
const LIMIT: Kind = {
  handlers: ["maxPayloadLength"],
  needs: ["onMessage", "incoming"],
  bun: "number",
  bunbox: "right",
};
const SUBSCRIBE: Kind = { handlers: ["subscribe"], needs: ["onOpen"], bun: "false", bunbox: "right" };
const ORDERED: Kind = { handlers: ["ordered"], needs: ["onMessage"], bun: "true", bunbox: "right" };

/** Ways in which any setting can be written: the value is in the source. */
const IN_SOURCE: Table = {
  constant: (s) => `export const ${s.name} = ${s.value};`,
  "second declarator": (s) => `export const ${s.id}_a = 1, ${s.name} = ${s.value};`,
  "in a list": (s) => `const ${s.id}_v = ${s.value};\nexport { ${s.id}_v as ${s.name} };`,
  "in a list before it is declared": (s) =>
    `export { ${s.id}_v as ${s.name} };\nconst ${s.id}_v = ${s.value};`,
  "by a string name": (s) => `const ${s.id}_v = ${s.value};\nexport { ${s.id}_v as "${s.name}" };`,
  "constant of a constant": (s) => `const ${s.id}_v = ${s.value};\nexport const ${s.name} = ${s.id}_v;`,
  "in parentheses": (s) => `export const ${s.name} = (${s.value});`,
  "with an escape": (s) =>
    `export const \\u00${s.name.charCodeAt(0).toString(16)}${s.name.slice(1)} = ${s.value};`,
  "with comments": (s) => `export /* a */ const /* b */ ${s.name} /* c */ = /* d */ ${s.value} /* e */;`,
  "let that keeps its value": (s) => `export let ${s.name} = ${s.value};`,
  "object pattern": (s) => `export const { v: ${s.name} } = { v: ${s.value} };`,
  "member of a constant": (s) =>
    `const ${s.id}_o = { v: ${s.value} };\nexport const ${s.name} = ${s.id}_o.v;`,
  "re-export": (s) => from(s, (p) => `export { ${s.name} } from "${p}";`, constant(s)),
  "re-export under another name": (s) =>
    from(s, (p) => `export { v as ${s.name} } from "${p}";`, constant(s, "v")),
  "re-export of a default": (s) =>
    from(
      s,
      (p) => `export { default as ${s.name} } from "${p}";`,
      `const v = ${s.ts.value};\nexport default v;`,
    ),
  "import in a list": (s) =>
    from(s, (p) => `import { ${s.name} } from "${p}";\nexport { ${s.name} };`, constant(s)),
  "import of a default in a list": (s) =>
    from(
      s,
      (p) => `import ${s.id}_v from "${p}";\nexport { ${s.id}_v as ${s.name} };`,
      `const v = ${s.ts.value};\nexport { v as default };`,
    ),
  "import under another name": (s) =>
    from(
      s,
      (p) => `import { v as ${s.id}_v } from "${p}";\nexport { ${s.id}_v as ${s.name} };`,
      constant(s, "v"),
    ),
  star: (s) => from(s, (p) => `export * from "${p}";`, constant(s)),
  "star two files on": (s) => ({
    text: `export * from "${at(s, "a.ts")}";`,
    files: {
      ...beside(s, "a.ts", `export * from "${at(s, "b.ts")}";`),
      ...beside(s, "b.ts", constant(s)),
    },
  }),
  "own before a star's": (s) =>
    from(
      s,
      (p) => `export * from "${p}";\nexport const ${s.name} = ${s.value};`,
      `export const ${s.name} = null;`,
    ),
};

const IN_SOURCE_TS: Table = {
  as: (s) => `export const ${s.name} = ${s.value} as ${s.type};`,
  satisfies: (s) => `export const ${s.name} = ${s.value} satisfies ${s.type};`,
  annotated: (s) => `export const ${s.name}: ${s.type} = ${s.value};`,
};

/** Ways to write a value that only a running module has. */
const COMPUTED: Table = {
  "result of a function": (s) =>
    `function ${s.id}_make() { return ${s.value}; }\nexport const ${s.name} = ${s.id}_make();`,
  "called at once": (s) => `export const ${s.name} = (() => (${s.value}))();`,
  "array pattern": (s) => `export const [${s.name}] = [${s.value}];`,
  "let that gets it later": (s) => `export let ${s.name} = ${s.value};\n${s.name} = ${s.value};`,
};

const ODD_VALUES: Table = {
  null: (s) => `export const ${s.name} = null;`,
  text: (s) => `export const ${s.name} = "true";`,
  array: (s) => `export const ${s.name} = [${s.value}];`,
  "object with a member of the name": (s) => `export const ${s.name} = { ${s.name}: ${s.value} };`,
  undefined: (s) => `export const ${s.name} = undefined;`,
};

/** The setting under a name that is nearly right. */
const MISSPELT: Table = {
  misspelt: (s) => ({ text: `export const ${s.near} = ${s.value};`, near: s.near }),
  "misspelt in a list": (s) => ({
    text: `const ${s.id}_v = ${s.value};\nexport { ${s.id}_v as ${s.near} };`,
    near: s.near,
  }),
};

/** What TypeScript sees and the running module does not have. */
const TYPES_ALONE: Table = {
  "declared only": (s) => `export declare const ${s.name}: ${s.type};`,
  "re-export of its type": (s) => from(s, (p) => `export type { ${s.name} } from "${p}";`, constant(s)),
};

function constant(s: Slot, name: string = s.name): string {
  return `export const ${name} = ${s.ts.value};`;
}

/** The ways of a table, with titles that name the setting. */
function settings(kind: Kind, table: Table): readonly Form[] {
  const [name = ""] = kind.handlers ?? [];
  const titled = Object.entries(table).map(([title, write]) => [`${name}: ${title}`, write] as const);
  return forms(kind, Object.fromEntries(titled));
}

const VALUES = [SCHEMA, LIMIT].flatMap((kind) => [
  ...settings(kind, { ...IN_SOURCE, ...COMPUTED }),
  ...settings({ ...kind, bun: "value", bunbox: "mistyped", language: "ts" }, ODD_VALUES),
  ...settings(
    { ...kind, bun: "value", bunbox: "late", language: "ts" },
    { "never assigned": (s) => `export let ${s.name}: ${s.type};` },
  ),
]);

const SCHEMAS = [
  ...settings(SCHEMA, {
    "schema that is a function": (s) => `export const ${s.name} = Object.assign(() => 1, ${s.value});`,
    "schema that answers later": (s) =>
      `const ${s.id}_v = ${s.value}["~standard"];
export const ${s.name} = { "~standard": { version: 1${s.t(" as const")}, vendor: "later", validate: async (value${s.t(": unknown")}) => ${s.id}_v.validate(value) } };`,
    "instance of a class": (s) =>
      `class ${s.id}_C { get "~standard"() { return (${s.value})["~standard"]; } }\nexport const ${s.name} = new ${s.id}_C();`,
  }),
  ...settings(
    { ...SCHEMA, bunbox: "mistyped", language: "ts" },
    {
      "schema of another version": (s) =>
        `export const ${s.name} = { "~standard": { version: 2, vendor: "other", validate: (value: unknown) => ({ value }) } };`,
      "schema without validate": (s) =>
        `export const ${s.name} = { "~standard": { version: 1 as const, vendor: "other" } };`,
    },
  ),
];

const OF_FLAGS = [SUBSCRIBE, ORDERED].flatMap((kind) => [
  ...settings(kind, IN_SOURCE),
  ...settings(kind, { negated: (s) => `export const ${s.name} = !${s.value === "true" ? 0 : 1};` }),
  ...settings({ ...kind, bunbox: "wrong" }, COMPUTED),
  ...settings({ ...kind, bun: "value", bunbox: "wrong" }, ODD_VALUES),
  ...settings(
    { ...kind, bun: "function", bunbox: "wrong", markless: true },
    {
      function: (s) => `export function ${s.name}() { return ${s.value}; }`,
      arrow: (s) => `export const ${s.name} = () => ${s.value};`,
    },
  ),
]);

const ALL = [SCHEMA, LIMIT, SUBSCRIBE, ORDERED].flatMap((kind) => [
  ...settings({ ...kind, language: "ts" }, IN_SOURCE_TS),
  ...settings({ ...kind, bun: "absent", bunbox: "wrong" }, MISSPELT),
  ...settings({ ...kind, bun: "absent", bunbox: "wrong", language: "ts" }, TYPES_ALONE),
]);

/** What has no effect, because the route does not export something else. */
const WITHOUT = [
  ...settings(
    { ...SCHEMA, bunbox: "wrong", needs: ["onOpen"], lacks: ["onMessage", "onInvalid"] },
    { "without onMessage": (s) => constant({ ...s, ts: s }) },
  ),
  ...settings(
    { ...LIMIT, bunbox: "wrong", needs: ["onMessage"], lacks: ["incoming", "onInvalid"] },
    { "without incoming": (s) => constant({ ...s, ts: s }) },
  ),
  ...settings(
    { ...ORDERED, bunbox: "wrong", needs: ["onOpen"], lacks: ["onMessage", "onInvalid"] },
    { "without onMessage": (s) => constant({ ...s, ts: s }) },
  ),
  ...settings(
    { handlers: ["onInvalid"], bun: "function", bunbox: "wrong", needs: ["onMessage"], lacks: ["incoming"] },
    { "without incoming": (s) => `export function ${s.name}${s.body}` },
  ),
  ...settings(
    { ...SCHEMA, bunbox: "wrong", language: "ts" },
    { "beside the type Incoming": (s) => `${constant(s)}\nexport type Incoming = string;` },
  ),
];

/** Handlers that do not fit what the schema returns. */
const MISFITS = settings(
  { handlers: ["onMessage"], bun: "function", bunbox: "mistyped", language: "ts", needs: ["incoming"] },
  {
    "message that the schema does not return": (s) =>
      `const ${s.id}_f: (...args: any[]) => any = ${s.arrow};\nexport function ${s.name}(ws: ServerWebSocket, message: number) { return ${s.id}_f(ws, message); }`,
  },
);

export const SETTINGS: readonly Form[] = [...VALUES, ...SCHEMAS, ...OF_FLAGS, ...ALL, ...WITHOUT, ...MISFITS];
