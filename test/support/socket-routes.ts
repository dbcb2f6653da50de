// Routes that list and close the sockets of a topic, and a program that mounts them.
const IMPORT =
  'import { closeAll, sockets, type ServerWebSocket, type UpgradeData, type WebSocketContext } from "@ademattos/bunbox";\n';

/** A member has a name, and joins the topics that it names. */
const MEMBER = `${IMPORT}
  type Socket = ServerWebSocket<UpgradeData<typeof upgrade>>;
  export function upgrade(req: Request) {
    const { searchParams } = new URL(req.url);
    return { data: { name: searchParams.get("name") ?? "", topics: searchParams.getAll("topic") } };
  }
  export function onOpen(ws: Socket) { for (const topic of ws.data.topics) ws.subscribe(topic); }
  export function onMessage(ws: Socket, message: string | Buffer) { ws.send("echo " + message); }
  export function onClose(ws: Socket, ctx: WebSocketContext, code: number, reason: string) {
    closed.push([ws.data.name, code, reason]);
    for (const other of sockets("boss-" + ws.data.name)) other.send(ws.data.name + " left");
  }
  export const closed: [string, number, string][] = [];
`;

const ADMIN = `${IMPORT}
  import { closed } from "../member/route.ts";
  type Named = { name: string };
  const names = (topic: string) => Array.from(sockets<Named>(topic), ({ data }) => data.name).toSorted();
  export async function onMessage(ws: ServerWebSocket, message: string | Buffer) {
    const [verb, ...args]: [string, string, number, string] = JSON.parse(String(message));
    try { ws.send(JSON.stringify(await VERBS[verb]?.(ws, ...args) ?? null)); }
    catch (error) { ws.send(JSON.stringify(String(error))); }
  }
  const VERBS: Record<string, (ws: ServerWebSocket, topic: string, code?: number, reason?: string) => unknown> = {
    names: (_, topic) => names(topic),
    close: (_, topic, code, reason) => closeAll(topic, code, reason),
    closed: () => closed.splice(0).toSorted(),
    // Each socket that is visited closes another one.
    closing: (_, topic) => {
      const visited: string[] = [];
      for (const { data } of sockets<Named>(topic)) {
        visited.push(data.name);
        for (const other of sockets<Named>(topic)) if (!visited.includes(other.data.name)) { other.close(); break; }
      }
      return [visited.length, names(topic).length];
    },
    // Sockets that join while it waits are not in the list that it has begun.
    joining: async (_, topic) => {
      let visited = 0;
      for (const ws of sockets<Named>(topic)) {
        visited += 1;
        ws.send("visited");
        await Bun.sleep(20);
      }
      return visited;
    },
    twice: (_, topic) => { const list = sockets(topic); return [[...list].length, [...list].length]; },
    replaced: (_, topic) => {
      for (const ws of sockets(topic)) { ws.close = () => { throw new Error("closed by nobody"); }; break; }
      return null;
    },
  };
`;

/** The files of the project. */
export const SOCKET_ROUTES = {
  "app/ws/member/route.ts": MEMBER,
  "app/ws/admin/route.ts": ADMIN,
  // The program's own copy of bunbox has no app.
  "server.ts": `
      import { closeAll, sockets } from "@ademattos/bunbox";
      import { fetch as routes, websocket } from "./dist/server.js";
      const server = Bun.serve({ port: 0, hostname: "127.0.0.1", websocket, fetch(req, server) {
        const { pathname, searchParams } = new URL(req.url);
        if (pathname === "/names") return Response.json(Array.from(sockets<{ name: string }>(searchParams.get("topic") ?? ""), ({ data }) => data.name));
        if (pathname === "/close") return Response.json(closeAll(searchParams.get("topic") ?? "", 4001, "signed out"));
        return routes(req, server);
      } });
      console.log("Listening on " + server.url);
    `,
};
