// What a rule is held by: sources that it must blame, and sources that look alike and are right.

/** One source: the text of a route, or with it the folder of the route and other files. */
export type Sample =
  | string
  | {
      /** Below `app/ws`; `chat` if it does not say. */
      readonly folder?: string;
      readonly text: string;
      /** By their path relative to the route. */
      readonly files?: Readonly<Record<string, string>>;
    };

/** The samples of one rule. */
export interface RuleTable {
  readonly code: string;
  /** Each with the blamed text between « and ». */
  readonly wrong: Readonly<Record<string, Sample>>;
  readonly right: Readonly<Record<string, Sample>>;
}
