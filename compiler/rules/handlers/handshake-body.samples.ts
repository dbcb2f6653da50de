// BBX2063: bodies of handshakes.
import type { Samples } from "../samples.ts";

const OPEN = "\nexport function onOpen() {}";
const upgrade = (body: string): string => `export async function upgrade(req, ctx) { ${body} }${OPEN}`;

export const SAMPLES: Samples = {
  wrong: {
    json: upgrade("const { token } = await «req.json()»; return { data: { token } };"),
    text: upgrade('return (await «req.text()») === "secret";'),
    "a form": upgrade("const form = await «req.formData()»; return form.has('token');"),
    bytes: upgrade("return (await «req.bytes()»).length > 0;"),
    "another name of the request": `export const upgrade = async (request) => ({ data: await «request.json()» });${OPEN}`,
    "a constant": upgrade("const copy = req; return (await «copy.arrayBuffer()») !== null;"),
    "by a key": upgrade('return (await «req["blob"]()») !== null;'),
    "in a callback": upgrade("const read = () => «req.json()»; return await read();"),
    "with a catch": upgrade("const body = await «req.json()».catch(() => null); return body !== null;"),
    "a guard": {
      isGuard: true,
      text: "export async function guard(req) { return { data: await «req.json()» }; }",
    },
  },
  right: {
    "a header": upgrade('return req.headers.get("authorization") !== null;'),
    "the query": upgrade('return new URL(req.url).searchParams.has("token");'),
    "the answer of another server": upgrade(
      "const answer = await fetch(req.url); return { data: await answer.json() };",
    ),
    "a file": upgrade('return { data: await Bun.file("users.json").json() };'),
    "another request": upgrade("const other = new Request(req.url); return (await other.text()) !== '';"),
    "a fallback": `export const fallback = async (req: Request) => new Response(await req.text());\nexport const upgrade = () => true;${OPEN}`,
    "a function for other requests too": `${upgrade("return (await tokenOf(req)) !== undefined;")}\nasync function tokenOf(req) { if (req.method === "POST") return (await req.json()).token; }`,
    "another handler": "export async function onOpen(ws) { ws.send(await ws.data.file.text()); }",
    "a class": upgrade("return (await new Response(req.url).text()) !== '';"),
    "a method of a part": upgrade("return (await req.signal.text()) !== '';"),
  },
};
