// Defines the sources that a rule is tested with. They are not part of the package.

/** One source: the text of a route, or with it the folder of the route and other files. */
export type Sample =
  | string
  | {
      /** Below `app/ws`; `chat` by default. */
      readonly folder?: string;
      readonly text: string;
      /** Whether the text is that of a guard. A route lies beside it. */
      readonly isGuard?: true;
      /** By their path relative to the route. */
      readonly files?: Readonly<Record<string, string>>;
    };

/** The samples of one rule, each under a title: at least five of each kind. */
export interface Samples {
  /** Whether several processes run the project of the samples. */
  readonly scaled?: boolean;
  /** Each with the reported text between « and »; `«»` at the beginning stands for the whole file. */
  readonly wrong: Readonly<Record<string, Sample>>;
  /** Sources that look alike and are right. */
  readonly right: Readonly<Record<string, Sample>>;
}
