// BBX4026: a decorated class is reached with `emitDecoratorMetadata` on.
import type { Node } from "oxc-parser";
import { indexOf } from "../../syntax/indexed.ts";
import { ownSources } from "../own-sources.ts";
import type { Finding, Rule } from "../rule.ts";

export const decoratorMetadata = {
  code: "BBX4026",
  severity: "warning",
  name: "decorator-metadata",
  label: "its types are not in the output",
  meaning:
    "`emitDecoratorMetadata` is on, and a decorated class is reached. The bundler does not emit the types of its constructor and properties, so a container that asks for them fails when the server runs.",
  remedy:
    "Name what is injected, by a token or a function. Or turn `emitDecoratorMetadata` off if nothing asks for it.",
  // One finding per class, at its first decorator.
  inProject({ graph, typed, sources }) {
    if (!typed.metadata) return [];
    return ownSources(graph, sources).flatMap((source) => {
      const classes = new Map<Node | null | undefined, Finding>();
      for (const decorator of source.text.includes("@") ? indexOf(source.program).of("Decorator") : []) {
        let owner = decorator.parent;
        while (owner?.type !== "ClassDeclaration" && owner?.type !== "ClassExpression" && owner?.parent)
          owner = owner.parent;
        if (classes.has(owner)) continue;
        classes.set(owner, {
          place: source.placeOf(decorator),
          message: "The types that this decorator may ask for are not in the output",
          hint: "Name what is injected: `@inject(TOKEN)`. Or turn `emitDecoratorMetadata` off in tsconfig.json.",
        });
      }
      return [...classes.values()];
    });
  },
} as const satisfies Rule;
