// Lists packages that speak to databases.
import { CLOSED, type Use, use } from "./use.ts";

/** The packages, by what they are for. */
export const DATABASES: Readonly<Record<string, readonly Use[]>> = {
  databases: [
    use(
      "pg",
      'import pg from "pg";',
      `await new pg.Client({ host: "127.0.0.1", port: ${CLOSED} }).connect().catch((error) => error.code)`,
    ),
    use(
      "mysql2",
      'import mysql from "mysql2/promise";',
      `await mysql.createConnection({ host: "127.0.0.1", port: ${CLOSED} }).catch((error) => error.code)`,
    ),
    use(
      "ioredis",
      'import { Redis } from "ioredis";',
      `await (async () => {
         const redis = new Redis({ host: "127.0.0.1", port: ${CLOSED}, lazyConnect: true, retryStrategy: () => null });
         redis.on("error", () => {});
         return redis.connect().catch((error) => error.message);
       })()`,
    ),
    use(
      "redis",
      'import { createClient } from "redis";',
      `await (async () => {
         const client = createClient({ url: "redis://127.0.0.1:${CLOSED}", socket: { reconnectStrategy: false } });
         client.on("error", () => {});
         return client.connect().catch((error) => error.code);
       })()`,
    ),
    use(
      "mongodb",
      'import { MongoClient, ObjectId } from "mongodb";',
      `await new MongoClient("mongodb://127.0.0.1:${CLOSED}", { serverSelectionTimeoutMS: 100 }).connect().catch((error) => error.name + new ObjectId("0123456789abcdef01234567"))`,
    ),
    use(
      "knex",
      'import knex from "knex";',
      `knex({ client: "pg" })("users").where({ id: 1 }).orderBy("name").toString()`,
    ),
    use(
      "drizzle-orm",
      'import { eq } from "drizzle-orm"; import { integer, pgTable, QueryBuilder, text } from "drizzle-orm/pg-core";',
      `(() => {
         const users = pgTable("users", { id: integer().primaryKey(), name: text() });
         return JSON.stringify(new QueryBuilder().select().from(users).where(eq(users.id, 1)).toSQL());
       })()`,
    ),
    use(
      "@prisma/client",
      'import { Prisma, PrismaClient } from "@prisma/client";',
      `[typeof Prisma, (() => { try { return typeof new PrismaClient(); } catch (error) { return error.message.slice(0, 60); } })()]`,
    ),
    use(
      "sequelize",
      'import { DataTypes, Sequelize } from "sequelize";',
      `await (async () => {
         const sequelize = new Sequelize({ dialect: "sqlite", storage: ":memory:", logging: false });
         const User = sequelize.define("User", { name: DataTypes.STRING });
         await sequelize.sync();
         return (await User.create({ name: "ada" })).name;
       })()`,
    ),
    use(
      "typeorm",
      'import "reflect-metadata"; import { DataSource, EntitySchema } from "typeorm";',
      `await (async () => {
         const User = new EntitySchema({ name: "User", columns: { id: { type: Number, primary: true }, name: { type: String } } });
         const source = await new DataSource({ type: "better-sqlite3", database: ":memory:", entities: [User], synchronize: true }).initialize().catch((error) => error.name);
         return typeof source === "string" ? source : (await source.getRepository("User").save({ id: 1, name: "ada" })).name;
       })()`,
    ),
    use(
      "sqlite3",
      'import sqlite3 from "sqlite3";',
      `await new Promise((resolve) => new sqlite3.Database(":memory:").get("select 1 + 1 as two", (error, row) => resolve(error ?? row.two)))`,
    ),
    use(
      "better-sqlite3",
      'import Database from "better-sqlite3";',
      `(() => { try { return typeof new Database(":memory:"); } catch (error) { return error.code ?? error.message; } })()`,
    ),
    use(
      "sql.js",
      'import initSqlJs from "sql.js";',
      `await (async () => JSON.stringify(new (await initSqlJs()).Database().exec("select 1 + 1")))()`,
    ),
    use(
      "bullmq",
      'import { Queue } from "bullmq";',
      `await new Promise((resolve) => {
         const queue = new Queue("jobs", { connection: { host: "127.0.0.1", port: ${CLOSED}, retryStrategy: () => null, maxRetriesPerRequest: 0 } });
         queue.on("error", (error) => resolve(error.code ?? error.message));
       })`,
    ),
  ],
};
