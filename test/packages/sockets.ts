// Lists packages that speak to other programs over sockets.
import { CLOSED, type Use, use } from "./use.ts";

/** The packages, by what they are for. */
export const SOCKETS: Readonly<Record<string, readonly Use[]>> = {
  "sockets and protocols": [
    use(
      "ws",
      'import WebSocket, { WebSocketServer } from "ws";',
      `await new Promise((resolve) => {
         const server = new WebSocketServer({ port: 0 }, () => {
           const client = new WebSocket("ws://127.0.0.1:" + server.address().port);
           client.on("open", () => client.send("hi"));
           client.on("message", (data) => { client.close(); server.close(); resolve(String(data)); });
         });
         server.on("connection", (socket) => socket.on("message", (data) => socket.send("got " + data)));
       })`,
    ),
    use(
      "socket.io-client",
      'import { io } from "socket.io-client";',
      `await new Promise((resolve) => {
         const socket = io("http://127.0.0.1:${CLOSED}", { transports: ["websocket"], reconnection: false });
         socket.on("connect_error", (error) => resolve(error.type));
       })`,
    ),
    use(
      "graphql-ws",
      'import { buildSchema } from "graphql"; import { makeServer, GRAPHQL_TRANSPORT_WS_PROTOCOL } from "graphql-ws";',
      `await new Promise((resolve) => {
         const server = makeServer({ schema: buildSchema("type Query { a: Int }") });
         let receive;
         server.opened({ protocol: GRAPHQL_TRANSPORT_WS_PROTOCOL, send: (text) => { resolve(text); }, close() {}, onMessage: (callback) => { receive = callback; } }, {});
         void receive('{"type":"connection_init"}');
       })`,
    ),
    use(
      "@trpc/server",
      'import { initTRPC } from "@trpc/server";',
      `await (async () => {
         const t = initTRPC.create();
         const router = t.router({ twice: t.procedure.input((value) => Number(value)).query(({ input }) => input * 2) });
         return t.createCallerFactory(router)({}).twice(21);
       })()`,
    ),
    use(
      "mqtt",
      'import mqtt from "mqtt";',
      `await new Promise((resolve) => {
         const client = mqtt.connect("mqtt://127.0.0.1:${CLOSED}", { reconnectPeriod: 0 });
         client.on("error", (error) => { client.end(true); resolve(error.code); });
       })`,
    ),
    use(
      "nats",
      'import { connect } from "nats";',
      `await connect({ servers: "127.0.0.1:${CLOSED}", reconnect: false, maxReconnectAttempts: 0 }).catch((error) => error.code)`,
    ),
    use(
      "kafkajs",
      'import { Kafka, logLevel } from "kafkajs";',
      `await new Kafka({ brokers: ["127.0.0.1:${CLOSED}"], logLevel: logLevel.NOTHING, retry: { retries: 0 } }).admin().connect().catch((error) => error.name)`,
    ),
    use(
      "amqplib",
      'import amqp from "amqplib";',
      `await amqp.connect("amqp://127.0.0.1:${CLOSED}").catch((error) => error.code)`,
    ),
  ],
  bots: [
    use(
      "discord.js",
      'import { Client, EmbedBuilder, GatewayIntentBits } from "discord.js";',
      `[new Client({ intents: [GatewayIntentBits.Guilds] }).isReady(), JSON.stringify(new EmbedBuilder().setTitle("hi"))]`,
    ),
    use(
      "grammy",
      'import { Bot } from "grammy";',
      `await new Promise((resolve) => {
         const bot = new Bot("1:x", { botInfo: { id: 1, is_bot: true, first_name: "x", username: "x" } });
         bot.on("message:text", (context) => resolve(context.message.text));
         void bot.handleUpdate({ update_id: 1, message: { message_id: 1, date: 1, text: "hi", chat: { id: 1, type: "private", first_name: "a" }, from: { id: 1, is_bot: false, first_name: "a" } } });
       })`,
    ),
  ],
};
