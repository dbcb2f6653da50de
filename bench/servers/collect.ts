// Collects garbage on a signal. It is preloaded into servers whose memory is measured.
process.on("SIGUSR2", () => Bun.gc(true));
