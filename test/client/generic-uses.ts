// Has functions that use the typed client with a path of any route.
/** Functions for every route, without a cast. */
export const GENERIC = `
import { connect, type ConnectOptions, live, type LiveClient, type LiveOptions, type LiveReceives, type LiveSends, parse, type Receives, type Routes, type Sends, type Socket, stringify, urlOf } from "./ws.gen.ts";

function useRoom<P extends keyof Routes>(path: P, params: Routes[P]["params"], options?: ConnectOptions): Socket<P> {
  console.log(urlOf(path, params), urlOf(path, params, options));
  connect(path, params).onclose = ({ code }) => console.log(code.toFixed());
  return connect(path, params, options);
}
useRoom("/ws/room/[name]", { name: "kitchen" }).send(stringify({ say: "hi" }));
useRoom("/ws/chosen", {}, { query: { a: "1" } }).send("anything");

function useMessages<P extends keyof Routes>(path: P, params: Routes[P]["params"], message: (data: Receives<P>) => void) {
  const socket = connect(path, params);
  socket.onmessage = ({ data }) => message(data);
  socket.addEventListener("message", (event) => message(event.data));
  return (data: Sends<P>) => socket.send(data);
}
useMessages("/ws/room/[name]", { name: 1 }, (data) => console.log(Object.keys(parse(data))))(stringify({ say: "hi" }));
useMessages("/ws/mixed", {}, (data) => console.log(data === "pong"))("ping");

function useLive<P extends keyof Routes>(path: P, params: Routes[P]["params"], options: LiveOptions<P>, first: LiveSends<P>): LiveClient<P> {
  const all: LiveReceives<P>[] = [];
  const room = live(path, params, { ...options, message: (value) => options.message(value) });
  live(path, params, { message: (value) => void all.push(value) });
  if (!room.send(first)) room.close();
  return room;
}
useLive("/ws/room/[name]", { name: 1 }, { message: (value) => console.log("said" in value && value.said) }, { say: "hi" })
  .send({ say: "again" });
`;
