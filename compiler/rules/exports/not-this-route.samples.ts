// BBX2025: `RouteOf` with the path or the module of something else.
import type { Sample, Samples } from "../samples.ts";

const IMPORT = 'import type { RouteOf } from "@ademattos/bunbox";\n';
/** Types that are each the next one, and the last a path. */
const aliases = (length: number): string =>
  Array.from({ length }, (_, at) => {
    const type = at === length - 1 ? '«"/ws/rooms/[room]"»' : `Path${at + 1}`;
    return `type Path${at} = ${type};\n`;
  }).join("");
const OPEN = '\nexport const onOpen: Route["OnOpen"] = () => {};';
const MODULE = 'typeof import("./route.ts")';

/** A route below `rooms/[id]` whose types are declared so. */
const room = (declaration: string, imports = IMPORT): Sample => ({
  folder: "rooms/[id]",
  text: `${imports}${declaration}${OPEN}`,
});

export const SAMPLES: Samples = {
  wrong: {
    "another parameter": room(`type Route = RouteOf<«"/ws/rooms/[room]"», ${MODULE}>;`),
    "another folder": room(`type Route = RouteOf<«"/ws/room/[id]"», ${MODULE}>;`),
    "another kind of parameter": room(`type Route = RouteOf<«"/ws/rooms/[...id]"», ${MODULE}>;`),
    "the path without /ws": room(`type Route = RouteOf<«"/rooms/[id]"», ${MODULE}>;`),
    "a slash at the end": room(`type Route = RouteOf<«"/ws/rooms/[id]/"», ${MODULE}>;`),
    "the group of the folder": {
      folder: "(staff)/audit",
      text: `${IMPORT}type Route = RouteOf<«"/ws/(staff)/audit"», ${MODULE}>;${OPEN}`,
    },
    "another name": room(
      `type Route = Types<«"/ws/rooms/[room]"», ${MODULE}>;`,
      'import type { RouteOf as Types } from "@ademattos/bunbox";\n',
    ),
    "a name in quotes": room(
      `type Route = Types<«"/ws/rooms/[room]"», ${MODULE}>;`,
      'import { type "RouteOf" as Types } from "@ademattos/bunbox";\n',
    ),
    "a namespace": room(
      `type Route = bunbox.RouteOf<«"/ws/rooms/[room]"», ${MODULE}>;`,
      'import type * as bunbox from "@ademattos/bunbox";\n',
    ),
    "an import of the type alone": room(
      `type Route = import("@ademattos/bunbox").RouteOf<«"/ws/rooms/[room]"», ${MODULE}>;`,
      "",
    ),
    "an interface": room(`interface Route extends RouteOf<«"/ws/rooms/[room]"», ${MODULE}> {}`),
    "an interface of a namespace": room(
      `interface Route extends bunbox.RouteOf<«"/ws/rooms/[room]"», ${MODULE}> {}`,
      'import type * as bunbox from "@ademattos/bunbox";\n',
    ),
    "without a name for it": {
      text: `${IMPORT}export const onOpen: RouteOf<«"/ws/cat"», ${MODULE}>["OnOpen"] = () => {};`,
    },
    "a template": room(`type Route = RouteOf<«\`/ws/rooms/[room]\`», ${MODULE}>;`),
    "an alias of the path": room(
      `type Path = («"/ws/rooms/[room]"»);\ntype Route = RouteOf<Path, ${MODULE}>;`,
    ),
    "eight aliases of the path": room(`${aliases(8)}type Route = RouteOf<Path0, ${MODULE}>;`),
    "no handler whose code is known": {
      text: `${IMPORT}import { make } from "./make.ts";\ntype Route = RouteOf<«"/ws/cat"», ${MODULE}>;\nexport const onOpen: Route["OnOpen"] = make();`,
    },
    "another module": room('type Route = RouteOf<"/ws/rooms/[id]", typeof import(«"../route.ts"»)>;'),
    "a module beside it": room('type Route = RouteOf<"/ws/rooms/[id]", typeof import(«"./messages.ts"»)>;'),
  },
  right: {
    "its own": room(`type Route = RouteOf<"/ws/rooms/[id]", ${MODULE}>;`),
    "its own, in a template": room(`type Route = RouteOf<\`/ws/rooms/[id]\`, ${MODULE}>;`),
    "without an ending": room('type Route = RouteOf<"/ws/rooms/[id]", typeof import("./route")>;'),
    "by the name of the output": room('type Route = RouteOf<"/ws/rooms/[id]", typeof import("./route.js")>;'),
    "by its folder": room('type Route = RouteOf<"/ws/rooms/[id]", typeof import("../[id]/route.ts")>;'),
    "by an alias of the project": room('type Route = RouteOf<"/ws/rooms/[id]", typeof import("#room")>;'),
    "in a group": {
      folder: "(staff)/audit",
      text: `${IMPORT}type Route = RouteOf<"/ws/audit", ${MODULE}>;${OPEN}`,
    },
    "another type of this name": room(
      'type RouteOf<P> = { path: P; OnOpen: () => void };\ntype Route = RouteOf<"/ws/nowhere">;',
      "",
    ),
    "another package's": room(
      'type Route = RouteOf<"/ws/nowhere">;',
      'import type { RouteOf } from "./types.ts";\n',
    ),
    "a path that is not known": room(`type Of<P extends "/ws/a" | "/ws/b"> = RouteOf<P, ${MODULE}>;\n`),
    "a path of any text": room(`type Route = RouteOf<string, ${MODULE}>;`),
    "a number for a path": room(`type Route = RouteOf<1, ${MODULE}>;`),
    "a path that is made of itself": room(`type Path = Path;\ntype Route = RouteOf<Path, ${MODULE}>;`),
    "without arguments": room("type Route = RouteOf;"),
    "a module by its name": room(
      'type Route = RouteOf<"/ws/rooms/[id]", typeof route>;',
      `${IMPORT}import * as route from "./route.ts";\n`,
    ),
    "another file's": {
      text: 'export { onOpen } from "./room.ts";',
      files: {
        "room.ts": `${IMPORT}type Route = RouteOf<"/ws/rooms/[id]", typeof import("./room.ts")>;${OPEN}`,
      },
    },
    "a comment": room(
      `// not RouteOf<"/ws/rooms/[room]", ${MODULE}>\ntype Route = RouteOf<"/ws/rooms/[id]", ${MODULE}>;`,
    ),
    "a type of another module that has this name": room(
      'type Route = import("./types.ts").RouteOf<"/ws/rooms/[room]">;',
      "",
    ),
  },
};
