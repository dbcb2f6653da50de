// Estimates what a room costs on many servers, from the prices of one message: `bun bench/fan-out.ts --servers 20`.
//
// Members are spread over the servers at random, as balancers spread them. The prices are CPU time of this project's own
// measurements (docs/performance.md): change them to those of your machine.

/** What is known of a service; numbers of all servers together. */
const SERVICE = {
  clients: 1_000_000,
  /** Members of a room. */
  room: 50,
  /** Messages that a client sends per minute. */
  rate: 1,
  servers: 20,
};

/** CPU time in microseconds, and memory in bytes. */
const PRICES = {
  /** A message from a client, to its handler. */
  receive: 1,
  /** A message to one client: most of it is the kernel's. */
  deliver: 3.6,
  /** A message to Redis. */
  publish: 1.3,
  /** A message from Redis. */
  hear: 0.9,
  /** In Redis, for each server that gets the message. */
  redis: 0.57,
  /** An idle connection in the server, and in the kernel with its buffers. */
  connection: 1650 + 4096,
};

const service = { ...SERVICE, ...argumentsOf(process.argv.slice(2)) };
const { clients, room, rate, servers } = service;
const perSecond = (clients * rate) / 60;
const hearing = serversOfRoom(room, servers);
const own = room / hearing;
const percent = (microseconds: number): string => `${Math.ceil(microseconds / 10_000)} %`;
const cpu =
  (perSecond / servers) * (PRICES.receive + PRICES.publish + hearing * PRICES.hear + room * PRICES.deliver);

console.log(
  [
    `${count(clients)} clients in rooms of ${count(room)}, ${rate} message per client and minute, on ${servers} servers`,
    `messages per second, all servers    ${count(perSecond)}`,
    `deliveries per second, all servers  ${count(perSecond * room)}`,
    `servers that hear a room            ${hearing.toFixed(1)}`,
    `members of a room on each of them   ${own.toFixed(1)}`,
    `CPU of each server, of one core     ${percent(cpu)}`,
    `CPU of Redis, of one core           ${percent(perSecond * hearing * PRICES.redis)}`,
    `memory of each server               ${count((clients / servers) * PRICES.connection * 1e-6)} MB`,
  ].join("\n"),
);

/** How many servers have a member of a room, on average, by trying: each member is on any server. */
function serversOfRoom(members: number, all: number): number {
  const TRIES = 2000;
  let seed = 1;
  let sum = 0;
  for (let each = 0; each < TRIES; each += 1) {
    const met = new Set<number>();
    for (let member = 0; member < members; member += 1) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0; // Numerical Recipes' generator
      met.add(Math.floor((seed / 2 ** 32) * all));
    }
    sum += met.size;
  }
  return sum / TRIES;
}

function argumentsOf(words: readonly string[]): Partial<typeof SERVICE> {
  const given: Record<string, number> = {};
  for (let at = 0; at < words.length; at += 2) {
    const name = words[at]?.replace(/^--/, "") ?? "";
    const value = Number(words[at + 1]);
    if (!(name in SERVICE) || !(value > 0)) {
      console.error(`use --${Object.keys(SERVICE).join(" N, --")} N`);
      process.exit(2);
    }
    given[name] = value;
  }
  return given;
}

function count(number: number): string {
  return Math.round(number).toLocaleString("en");
}
