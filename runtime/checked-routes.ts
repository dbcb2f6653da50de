// Declares the routes that a build checks calls of `publishTo` against. Nothing here exists at run time.

/** Empty, except while a build checks the types: its contract then adds a property for each route. */
// oxlint-disable-next-line typescript/no-empty-object-type -- the contract adds to it, which only an interface allows
export interface CheckedRoutes {}
