// Lists packages that validate and encode.
import { type Use, use } from "./use.ts";

/** The packages, by what they are for. */
export const DATA: Readonly<Record<string, readonly Use[]>> = {
  validation: [
    use(
      "zod",
      'import { z } from "zod";',
      `JSON.stringify(z.object({ say: z.string().max(3) }).safeParse({ say: "hello" }).error.issues)`,
    ),
    use(
      "valibot",
      'import * as v from "valibot";',
      `v.safeParse(v.object({ say: v.pipe(v.string(), v.maxLength(3)) }), { say: "hello" }).issues[0].message`,
    ),
    use(
      "arktype",
      'import { type } from "arktype";',
      `String(type({ say: "string <= 3" })({ say: "hello" }))`,
    ),
    use(
      "ajv",
      'import { Ajv } from "ajv";',
      `(() => { const check = new Ajv().compile({ type: "object", required: ["say"] }); return check({}) + JSON.stringify(check.errors); })()`,
    ),
    use(
      "@sinclair/typebox",
      'import { Type } from "@sinclair/typebox"; import { Value } from "@sinclair/typebox/value";',
      `[...Value.Errors(Type.Object({ say: Type.String() }), {})].map(({ message }) => message)`,
    ),
  ],
  "formats and shared documents": [
    use(
      "msgpackr",
      'import { pack, unpack } from "msgpackr";',
      `JSON.stringify([[...pack({ a: [1, "x"] })], unpack(pack({ a: 1n }))], (_, value) => typeof value === "bigint" ? String(value) : value)`,
    ),
    use(
      "@msgpack/msgpack",
      'import { decode, encode } from "@msgpack/msgpack";',
      `JSON.stringify([[...encode({ a: 1 })], decode(encode([1.5, null]))])`,
    ),
    use(
      "cbor-x",
      'import { decode, encode } from "cbor-x";',
      `JSON.stringify([[...encode({ a: 1 })], decode(encode([1.5, null]))])`,
    ),
    use(
      "protobufjs",
      'import protobuf from "protobufjs";',
      `(() => {
         const Say = protobuf.parse('syntax = "proto3"; message Say { string text = 1; }').root.lookupType("Say");
         return [...Say.encode({ text: "hi" }).finish()];
       })()`,
    ),
    use(
      "yjs",
      'import * as Y from "yjs";',
      `(() => {
         const [one, two] = [new Y.Doc(), new Y.Doc()];
         one.getText("t").insert(0, "hi");
         Y.applyUpdate(two, Y.encodeStateAsUpdate(one));
         return two.getText("t").toString();
       })()`,
    ),
    use(
      "y-protocols",
      'import * as Y from "yjs"; import { Awareness, encodeAwarenessUpdate } from "y-protocols/awareness"; import * as sync from "y-protocols/sync";',
      `(() => {
         const awareness = new Awareness(new Y.Doc());
         const size = encodeAwarenessUpdate(awareness, [awareness.clientID]).length > 2;
         awareness.destroy();
         return [size, sync.messageYjsUpdate];
       })()`,
    ),
    use(
      "@automerge/automerge",
      'import * as A from "@automerge/automerge";',
      `(() => { const document = A.change(A.init(), (each) => { each.text = "hi"; }); return A.load(A.save(document)).text; })()`,
    ),
    use(
      "loro-crdt",
      'import { LoroDoc } from "loro-crdt";',
      `(() => { const doc = new LoroDoc(); doc.getText("t").insert(0, "hi"); return JSON.stringify(doc.toJSON()); })()`,
    ),
    use(
      "superjson",
      'import superjson from "superjson";',
      `(() => { class Point { x = 1; } superjson.registerClass(Point); return superjson.stringify({ at: new Date(0), set: new Set([1]), point: new Point() }); })()`,
    ),
    use(
      "immer",
      'import { produce } from "immer";',
      `JSON.stringify(produce({ a: [1] }, (draft) => { draft.a.push(2); }))`,
    ),
  ],
};
