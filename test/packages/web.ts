// Lists packages that serve HTTP, call services, or know who a user is.
import { CLOSED, type Use, use } from "./use.ts";

/** The packages, by what they are for. */
export const WEB: Readonly<Record<string, readonly Use[]>> = {
  authentication: [
    use(
      "better-auth",
      'import { betterAuth } from "better-auth";',
      `await (async () => {
         const auth = betterAuth({ secret: "0123456789abcdef0123456789abcdef", baseURL: "http://localhost:3000", logger: { disabled: true } });
         const response = await auth.handler(new Request("http://localhost:3000/api/auth/ok"));
         return response.status + (await response.text());
       })()`,
    ),
    use(
      "jose",
      'import { jwtVerify, SignJWT } from "jose";',
      `await (async () => {
         const key = new TextEncoder().encode("0123456789abcdef0123456789abcdef");
         const token = await new SignJWT({ user: "ada" }).setProtectedHeader({ alg: "HS256" }).sign(key);
         return token + (await jwtVerify(token, key)).payload.user;
       })()`,
    ),
    use(
      "jsonwebtoken",
      'import jwt from "jsonwebtoken";',
      `(() => { const token = jwt.sign({ user: "ada", iat: 1 }, "secret"); return token + jwt.verify(token, "secret").user; })()`,
    ),
    use("bcryptjs", 'import bcrypt from "bcryptjs";', `await bcrypt.compare("x", await bcrypt.hash("x", 4))`),
    use("bcrypt", 'import bcrypt from "bcrypt";', `await bcrypt.compare("x", await bcrypt.hash("x", 4))`),
    use("argon2", 'import argon2 from "argon2";', `await argon2.verify(await argon2.hash("x"), "x")`),
    use(
      "@node-rs/argon2",
      'import { hash, verify } from "@node-rs/argon2";',
      `await verify(await hash("x"), "x")`,
    ),
    use(
      "firebase-admin",
      'import { initializeApp, cert } from "firebase-admin/app";',
      `(() => { try { return initializeApp({ credential: cert({}) }).name; } catch (error) { return error.message; } })()`,
    ),
  ],
  "HTTP beside the sockets": [
    use(
      "hono",
      'import { Hono } from "hono"; import { cors } from "hono/cors";',
      `await (await new Hono().use(cors()).get("/:id", (context) => context.json(context.req.param())).request("/7")).text()`,
    ),
    use(
      "elysia",
      'import { Elysia, t } from "elysia";',
      `await (await new Elysia().get("/:id", ({ params }) => params, { params: t.Object({ id: t.Number() }) }).handle(new Request("http://localhost/7"))).text()`,
    ),
    use(
      "axios",
      'import axios from "axios";',
      `await axios.get("http://127.0.0.1:${CLOSED}").catch((error) => error.name + error.code)`,
    ),
    use(
      "undici",
      'import { Headers, fetch } from "undici";',
      `[typeof fetch, new Headers({ a: "1" }).get("a")]`,
    ),
    use(
      "@nestjs/core",
      'import "reflect-metadata"; import { Injectable, Module } from "@nestjs/common"; import { NestFactory } from "@nestjs/core";',
      `await (async () => {
         class Words { say() { return "hi"; } }
         Injectable()(Words);
         class App {}
         Module({ providers: [Words] })(App);
         return (await NestFactory.createApplicationContext(App, { logger: false })).get(Words).say();
       })()`,
    ),
    use(
      "nodemailer",
      'import nodemailer from "nodemailer";',
      `String((await nodemailer.createTransport({ jsonTransport: true }).sendMail({ from: "a@b.c", to: "d@e.f", text: "hi", messageId: "1" })).message)`,
    ),
    use(
      "stripe",
      'import Stripe from "stripe";',
      `await new Stripe("sk_test", { host: "127.0.0.1", port: ${CLOSED}, protocol: "http", maxNetworkRetries: 0 }).balance.retrieve().catch((error) => error.type)`,
    ),
    use(
      "openai",
      'import OpenAI from "openai";',
      `await new OpenAI({ apiKey: "x", baseURL: "http://127.0.0.1:${CLOSED}", maxRetries: 0 }).models.list().catch((error) => error.constructor.name)`,
    ),
    use(
      "@anthropic-ai/sdk",
      'import Anthropic from "@anthropic-ai/sdk";',
      `await new Anthropic({ apiKey: "x", baseURL: "http://127.0.0.1:${CLOSED}", maxRetries: 0 }).models.list().catch((error) => error.constructor.name)`,
    ),
  ],
};
