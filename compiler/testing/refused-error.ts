// The error of a refused handshake: it holds the server's response.

/** The error that `connect` rejects with if the server refuses the handshake. It holds the server's response. */
export class RefusedError extends Error {
  /** Always `RefusedError`. */
  override readonly name = "RefusedError";
  /** HTTP status of the response: 403, 401, 404 and so on. */
  readonly status: number;
  /** Body of the response, as text. */
  readonly body: string;
  /** Headers of the response. */
  readonly headers: Headers;

  constructor(status: number, body: string, headers: Headers) {
    super(`the server refused the handshake with ${status}: ${body.trim().slice(0, 200)}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}
