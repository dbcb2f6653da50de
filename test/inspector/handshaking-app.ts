// Writes an app that refuses handshakes in every way.

/** The files of the project. */
export const HANDSHAKING = {
  "app/ws/chat/route.ts": `
    import { refuseStranger } from "../../lib/stranger.ts";
    export function upgrade(req: Request) {
      const name = new URL(req.url).searchParams.get("name");
      if (name === "json") return Response.json({ error: "not you" }, { status: 403 });
      if (name === "throw") throw new Error("no database");
      if (name === "nothing") return undefined;
      if (name === null) return refuseStranger();
      return true;
    }
    export function onMessage() {}
  `,
  "app/ws/guarded/route.ts": `
    import { isMember } from "../../lib/stranger.ts";
    const BANNED = new Set(["Mallory"]);
    export async function upgrade(req: Request) {
      const name = new URL(req.url).searchParams.get("name");
      if (name === null) return false;
      if (BANNED.has(name)) return;
      return await isMember(name);
    }
    export function onMessage() {}
  `,
  "app/ws/staff/_guard.ts": `
    import { isMember } from "../../lib/stranger.ts";
    export async function guard(req: Request) {
      const name = new URL(req.url).searchParams.get("name");
      if (name === null) return false;
      if (name === "Eve") return new Response("no Eves", { status: 401 });
      if (name === "nothing") return undefined as unknown as boolean;
      if (name === "throw") throw new Error("no database");
      return name === "Ada" || await isMember(name);
    }
  `,
  "app/ws/staff/route.ts": `
    export const upgrade = (req: Request) => !req.headers.has("x-robot");
    export function onMessage() {}
  `,
  "app/ws/echo/[...path]/route.ts": `
    export function upgrade(req: Request) {
      const { origin, cookie } = Object.fromEntries(req.headers);
      return { data: [req.url, req.headers.get("authorization"), cookie, origin, req instanceof Request].join(" ") };
    }
    export function onOpen(ws: Bun.ServerWebSocket<string>) { ws.send(ws.data); }
  `,
  "app/ws/responses/route.ts": `
    class Refusal extends Response {}
    export async function upgrade(req: Request) {
      const fetched = await fetch(new URL("/healthz", req.url));
      const made = [new Response("a"), Response.json({}), Response.error(), Response.redirect("/x"), new Refusal("b"), fetched];
      return new Refusal(JSON.stringify({
        are: made.map((each) => each instanceof Response && each.constructor.name),
        own: [new Refusal() instanceof Refusal, new Response().constructor === Response, Response.json === Response.json],
        native: [Response.name, Response.length, typeof Response, Object.keys(Response)],
        texts: await Promise.all([made[0]?.clone().text(), made[1]?.json(), made[4]?.text(), fetched.text()]),
      }), { status: 418 });
    }
  `,
  "app/lib/stranger.ts": `
    export const isMember = async (name: string): Promise<boolean> => name === "Ada";
    export function refuseStranger(): Response {
      return new Response("Who are you?", { status: 401, headers: { "WWW-Authenticate": "Bearer" } });
    }
  `,
};
