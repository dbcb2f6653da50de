// Checks the headers of an opening handshake (RFC 6455).

// Base64 of 16 bytes: 21 free characters, one that carries 2 bits, padding (RFC 6455, section 4.2.1).
const KEY = /^[A-Za-z\d+/]{21}[AQgw]==$/;

/** Whether a comma-separated header has this token, in any case (RFC 9110, section 5.6.1). */
export function hasToken(header: string | null, token: string): boolean {
  const text = header?.toLowerCase();
  // Nearly every client sends nothing else.
  return text === token || !!text?.split(",").some((part) => part.trim() === token);
}

/** Whether `Sec-WebSocket-Key` is a base64-encoded value of 16 bytes. */
export function isKey(key: string | null): boolean {
  return key !== null && KEY.test(key);
}
