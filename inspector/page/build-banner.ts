// Shows the result of the last change: a label in the header, and a banner if something is wrong.
import type { BuildNotice } from "../server/feed.ts";
import { element, find, setText } from "./dom.ts";
import { formatTime } from "./format.ts";

interface Look {
  readonly chip: string;
  /** Empty where no banner is needed. */
  readonly title: string;
  readonly tone: "good" | "busy" | "bad" | "warn";
}

const LOOKS: Readonly<Record<BuildNotice["state"], Look>> = {
  building: { chip: "Building…", title: "", tone: "busy" },
  failed: {
    chip: "Build failed",
    title: "The last change does not build: this server is from an earlier build.",
    tone: "bad",
  },
  checking: { chip: "Checking types…", title: "", tone: "busy" },
  wrong: { chip: "Type errors", title: "The new server runs, but it has type errors.", tone: "warn" },
  clean: { chip: "Build is clean", title: "", tone: "good" },
};

/** @returns shows a notice */
export function createBuildBanner(): (notice: BuildNotice) => void {
  const banner = find("build", HTMLElement);
  const chip = find("build-chip", HTMLElement);
  return ({ state, report, at }) => {
    const { chip: label, title, tone } = LOOKS[state];
    // On a phone the banner may be out of view.
    const shown = title === "" ? label : element("a", { href: "#build" }, label);
    chip.replaceChildren(shown, element("span", { class: "when" }, formatTime(at)));
    chip.dataset["tone"] = tone;
    banner.dataset["tone"] = tone;
    banner.hidden = title === "";
    setText(find("build-title", HTMLElement), title);
    setText(find("build-report", HTMLElement), report);
    find("build-details", HTMLElement).hidden = report === "";
  };
}
