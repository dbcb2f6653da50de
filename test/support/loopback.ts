// Lists names and addresses that always refer to this machine, and those that only look so (RFC 6761, section 6.3).

/** Names and addresses with which a browser never leaves this machine. */
export const LOOPBACK: readonly string[] = [
  "localhost",
  "LocalHost",
  "localhost.",
  "app.localhost",
  "a.b.localhost",
  "a.b.localhost.",
  "127.0.0.1",
  "127.1",
  "127.255.0.9",
  "[::1]",
  "[0:0:0:0:0:0:0:1]",
];

/** Names and addresses that may be another machine. */
export const FOREIGN: readonly string[] = [
  "localhost.evil.example",
  "a.localhost.evil.example",
  "evil-localhost",
  "localhosts",
  "localhost..",
  "a..localhost",
  ".localhost",
  "127.evil.example",
  "127.0.0.1.evil.example",
  "128.0.0.1",
  "10.0.0.7",
  "0.0.0.0",
  "[::]",
  "[::2]",
  "[::ffff:10.0.0.7]",
];
