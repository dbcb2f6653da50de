// Counts the TCP segments with data that a socket has received: reads of one's own would join what comes together.
import { dlopen, ptr } from "bun:ffi";

/** getsockopt(2) of Linux: the level, the option, and where its answer has `tcpi_data_segs_in` (linux/tcp.h). */
const [IPPROTO_TCP, TCP_INFO, DATA_SEGMENTS_IN] = [6, 11, 152];

/** The count so far. Bun's sockets have `fd`, and its types do not (Bun 1.4). */
export function segmentsOf(socket: object): number {
  const { symbols: libc } = dlopen("libc.so.6", {
    getsockopt: { args: ["i32", "i32", "i32", "ptr", "ptr"], returns: "i32" },
  });
  const fd = "fd" in socket ? Number(socket.fd) : -1;
  const info = new DataView(new ArrayBuffer(256));
  const length = Uint32Array.of(info.byteLength);
  if (libc.getsockopt(fd, IPPROTO_TCP, TCP_INFO, ptr(info), ptr(length)) !== 0)
    throw new Error(`no socket ${fd}`);
  return info.getUint32(DATA_SEGMENTS_IN, true);
}
