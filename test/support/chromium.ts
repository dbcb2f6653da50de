// Starts a headless Chromium, if the machine has one.
import { type Browser, chromium } from "playwright-core";
import { IN_FULL } from "./sample.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** Chromium's executable: `CHROMIUM`, or the first of the usual names on the path. */
export function findChromium(): string | undefined {
  const named = process.env["CHROMIUM"];
  if (named !== undefined && named !== "") return named;
  for (const name of NAMES) {
    const found = Bun.which(name);
    if (found !== null) return found;
  }
  return undefined;
}

/** Whether tests with a browser must run: in CI, a missing one is a failure. */
export const HAS_CHROMIUM = findChromium() !== undefined || IN_FULL;

/** The suffix of a title if the browser is missing. */
export const WHY_SKIPPED = HAS_CHROMIUM ? "" : " (skipped: no Chromium on this machine)";

/**
 * What a window has beside its page: Chromium renders the lists below its address bar as pages of their own, and keeps a
 * renderer in reserve, which takes longer than most pages under test.
 */
const BESIDE_THE_PAGE = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess"];

/** What Playwright turns off. Chromium heeds the last list alone. */
const OFF_IN_PLAYWRIGHT = [
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
];

/** Starts it; every name under `.test` is this machine, and it asks nothing of any other. */
export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("no Chromium: install it, or set CHROMIUM to its path");
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      `--disable-features=${[...OFF_IN_PLAYWRIGHT, ...BESIDE_THE_PAGE].join(",")}`,
      "--host-resolver-rules=MAP *.test 127.0.0.1",
    ],
  });
}
