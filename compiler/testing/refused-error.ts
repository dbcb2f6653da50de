// Why a handshake was refused: the server's answer, as an error.

/** What `connect` rejects with where the server refuses. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  /** HTTP status. */
  readonly status: number;
  readonly body: string;
  readonly headers: Headers;

  constructor(status: number, body: string, headers: Headers) {
    super(`the server refused the handshake with ${status}: ${body.trim().slice(0, 200)}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}
