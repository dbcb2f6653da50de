// Finds the address of a request's client: the peer's, unless the option `trustedProxies` brings another way.

/** A request, and the server that got it. */
export interface Received {
  readonly req: Request;
  readonly server: Bun.Server<unknown>;
}

type FindAddress = (received: Received | undefined) => string;

/** The client's IP address; `""` on a Unix socket, or if the client has left. */
export let clientAddress: FindAddress = (received) => received?.server.requestIP(received.req)?.address ?? "";

/** Finds the address in another way. */
export function findAddressBy(own: FindAddress): void {
  clientAddress = own;
}
