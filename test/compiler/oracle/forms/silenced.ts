// Lists comments that silence a warning, or that look as if they did.
import { type Form, forms, type Kind } from "../form.ts";
import type { Slot } from "../slot.ts";

const LOOKALIKE = "BBX2003";
const UNEXPORTED = "BBX2009";

const SILENT: Kind = { bun: "absent", bunbox: "silenced", company: "beside" };
const WARNED: Kind = { ...SILENT, bunbox: "warned" };

/** A function with the handler's name that is not exported, after some text. */
function unexported(before: string): (slot: Slot) => string {
  return (s) => `${before}function ${s.name}${s.body}`;
}

const UNEXPORTED_FORMS = [
  ...forms(SILENT, {
    "silenced function without export": unexported(`// bunbox-ignore ${UNEXPORTED}: a helper\n`),
    "silenced without spaces": unexported(`//bunbox-ignore ${UNEXPORTED}:helper\n`),
    "silenced after code": unexported(`void 0; // bunbox-ignore ${UNEXPORTED}: a helper\n`),
  }),
  ...forms(WARNED, {
    "silenced without a reason": unexported(`// bunbox-ignore ${UNEXPORTED}:\n`),
    "silenced by another code": unexported(`// bunbox-ignore ${LOOKALIKE}: a helper\n`),
    "silenced two lines above": unexported(`// bunbox-ignore ${UNEXPORTED}: a helper\n// more\n`),
    "silenced by a block comment": unexported(`/* bunbox-ignore ${UNEXPORTED}: a helper */\n`),
    "silenced by a text": unexported(`void "// bunbox-ignore ${UNEXPORTED}: a helper";\n`),
  }),
];

const LOOKALIKES = forms(
  { ...SILENT, company: "same" },
  {
    "silenced misnamed function": (s) => ({
      text: `// bunbox-ignore ${LOOKALIKE}: another API calls it\nexport function ${s.near}${s.body}`,
      near: s.near,
    }),
  },
);

/** Errors stay, whatever a comment says. */
const ERRORS = [
  ...forms(
    { bun: "value", bunbox: "wrong" },
    { "number below a comment": (s) => `// bunbox-ignore BBX2005: later\nexport const ${s.name} = 3;` },
  ),
  ...forms(
    { bun: "generator", bunbox: "wrong" },
    {
      "generator below a comment": (s) =>
        `// bunbox-ignore BBX2006: later\nexport function* ${s.name}${s.body}`,
    },
  ),
  ...forms(
    { bun: "absent", bunbox: "wrong" },
    {
      "misnamed function below a comment": (s) => ({
        text: `// bunbox-ignore BBX2002: later\nexport function ${s.near}${s.body}`,
        near: s.near,
      }),
    },
  ),
];

export const SILENCED: readonly Form[] = [...UNEXPORTED_FORMS, ...LOOKALIKES, ...ERRORS];
