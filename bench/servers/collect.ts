// Preloaded into servers whose memory is measured, so that a signal collects their garbage.
process.on("SIGUSR2", () => Bun.gc(true));
