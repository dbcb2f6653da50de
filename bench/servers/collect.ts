// Collects garbage on a signal, and answers with the same signal. It is preloaded into servers whose memory is measured.
process.on("SIGUSR2", () => {
  Bun.gc(true);
  process.kill(process.ppid, "SIGUSR2");
});
