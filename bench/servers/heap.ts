// Collects garbage on a signal, writes the size of the heap into the file of the variable HEAP, and answers with the same signal.
import { heapStats } from "bun:jsc";

process.on("SIGUSR2", () => {
  for (let round = 0; round < 5; round += 1) Bun.gc(true);
  const { heapSize, extraMemorySize } = heapStats();
  void Bun.write(process.env["HEAP"] ?? "", String(heapSize + extraMemorySize)).then(() =>
    process.kill(process.ppid, "SIGUSR2"),
  );
});
