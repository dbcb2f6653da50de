// Defines what a rule is, and makes diagnostics from rules.
import type {
  Diagnostic,
  ExportFact,
  Graph,
  Misfit,
  NearGuard,
  Place,
  ReadExport,
  Related,
  Route,
  RouteFacts,
  Settings,
  Severity,
  Typed,
} from "../model.ts";
import type { FunctionName, SettingName } from "../../runtime/facts.ts";
import type { Modules } from "../syntax/exports.ts";
import type { HandlerRoles } from "../syntax/roles.ts";
import type { Source, Sources } from "../syntax/source.ts";

/**
 * One rule: its text in docs/errors.md, and how to find code that breaks it. A rule that only a phase can check (such as a
 * file that cannot be read) has no search; the phase reports it.
 */
export interface Rule {
  /** `BBX` and four digits: 1… routes, 2… exports and handlers, 3… configuration, 4… build, 5… contract. */
  readonly code: string;
  readonly severity: Severity;
  /** In kebab-case. The fixture is `fixtures/errors/CODE-NAME`. */
  readonly name: string;
  /** The text beside the mark under the place. A rule about whole files does not have one. */
  readonly label?: string;
  /** What is wrong, in a sentence or two. */
  readonly meaning: string;
  /** How to fix it. This is the hint of a finding that does not have its own. */
  readonly remedy: string;
  /** Looks at the syntax of a file that the routes reach. */
  readonly inFile?: (subject: FileSubject) => readonly Finding[];
  /** Looks at the syntax of a route's handlers, wherever they are written. */
  readonly inHandlers?: (subject: HandlersSubject) => readonly Finding[];
  /** Looks at the syntax of a route's own file. */
  readonly inRoute?: (subject: RouteSubject) => readonly Finding[];
  /**
   * Whether `inFile`, `inHandlers` or `inRoute` may find something in a route, by its text, so that its tree must be read. It may be
   * true too often, but never false by mistake. Without it, the tree is always read; reading takes longer than parsing.
   */
  readonly mayApply?: (subject: TextSubject) => boolean;
  /** Looks at what a route exports. */
  readonly inExports?: (subject: ExportsSubject) => readonly Finding[];
  /** Looks at a handler that TypeScript does not accept. */
  readonly inMisfit?: (misfit: HandlerMisfit, facts: RouteFacts) => Finding | null;
  /** Looks at a setting of a route that TypeScript does not accept. */
  readonly inSettingMisfit?: (misfit: SettingMisfit, facts: RouteFacts) => Finding | null;
  /** Looks at an export that only one of TypeScript and the bundler knows. */
  readonly inDisagreement?: (subject: DisagreementSubject) => Finding | null;
  /** Looks at the project as a whole: settings, imports, routes. */
  readonly inProject?: (subject: ProjectSubject) => readonly Finding[];
}

/** A file, and the modules to follow its imports. */
export interface FileSubject {
  /** Whether several processes run the project: the option `workers` or `pubsub` is on. */
  readonly scaled: boolean;
  readonly source: Source;
  readonly modules: Modules;
  /** The handlers of any route that are written in the file. */
  readonly handlers: HandlerRoles;
  readonly routes: readonly Route[];
  /** The topics that the project's sockets may subscribe to (rules/known-topics.ts). It reads other files. */
  readonly joined: () => readonly string[] | null;
}

/** A route, and the functions of its handlers, wherever they are written in the project. */
export interface HandlersSubject {
  /** Whether several processes run the project. */
  readonly scaled: boolean;
  readonly route: Route;
  /** All routes, this one included. */
  readonly routes: readonly Route[];
  readonly modules: Modules;
  readonly handlers: HandlerRoles;
  /** The project's files that are not the own file of one route. It reads them. */
  readonly shared: () => readonly Source[];
}

/** A route and its own file. */
export interface RouteSubject {
  readonly route: Route;
  /** All routes, this one included. */
  readonly routes: readonly Route[];
  readonly source: Source;
}

/** A route before its tree is read. */
export interface TextSubject {
  /** Whether several processes run the project. */
  readonly scaled: boolean;
  readonly source: Source;
  /** The text without its comments; everything else is at its place. */
  readonly code: string;
  readonly route: Route;
  /** The handlers that it may export. */
  readonly names: readonly string[];
}

/** What a route exports. */
export interface ExportsSubject extends RouteFacts {
  /** The handlers that exist when the server runs. */
  readonly present: readonly string[];
  /** Names that are almost a handler's, and whose values cannot be called. */
  readonly uncallable: ReadonlySet<string>;
}

/** A handler that TypeScript does not accept. */
export interface HandlerMisfit extends Misfit {
  readonly handler: FunctionName;
}

/** A setting of a route that TypeScript does not accept. */
export interface SettingMisfit extends Misfit {
  readonly handler: SettingName;
}

/** An export that TypeScript sees and the bundler does not, or the other way round. */
export interface DisagreementSubject {
  readonly route: Route;
  readonly handler: ReadExport;
  /** How it is exported, if the syntax shows it. */
  readonly fact: ExportFact | undefined;
  readonly seenBy: "TypeScript" | "the bundler";
}

/** The project as a whole. */
export interface ProjectSubject {
  readonly routes: readonly Route[];
  readonly nearGuards: readonly NearGuard[];
  readonly settings: Settings;
  /** Scripts below the folder of the routes, in folders without a route. */
  readonly unrouted: readonly string[];
  readonly graph: Graph;
  readonly typed: Typed;
  readonly modules: Modules;
  readonly sources: Sources;
  /** Packages that look for files beside their own, each with the first file that does. */
  readonly readers: ReadonlyMap<string, string>;
  /** Files that packages outside the output load, relative to the project. */
  readonly outside: ReadonlySet<string>;
  /** Whether a file exists, by its path relative to the project. */
  readonly exists: (file: string) => boolean;
  /** Where a file first mentions a module. */
  readonly placeOfImport: (file: string, specifier: string) => Place;
  /** Where bunbox.config.ts gives an option; `null` without a configuration. */
  readonly placeOfOption: (name: string) => Place | null;
}

/** The optional parts of a diagnostic. */
export interface Details {
  readonly reason?: string;
  readonly hint?: string;
  readonly related?: readonly Related[];
}

/** One place where a rule is broken. */
export interface Finding extends Details {
  readonly place: Place | null;
  /** One sentence without its full stop. */
  readonly message: string;
}

/** Makes a diagnostic. Its hint is the rule's remedy, unless it has a hint of its own. */
export function report(
  rule: Rule,
  place: Place | null,
  message: string,
  { reason, hint = rule.remedy, related = [] }: Details = {},
): Diagnostic {
  const { code, severity } = rule;
  return { code, severity, message, ...(reason === undefined ? {} : { reason }), hint, place, related };
}

/** The diagnostics of a rule's findings. */
export function reportAll(rule: Rule, findings: readonly Finding[]): readonly Diagnostic[] {
  return findings.map(({ place, message, ...details }) => report(rule, place, message, details));
}
