// Stands for the routes of a project, which bunbox writes above the text of connect.ts.

/** A route of each kind. */
interface Routes {
  "/ws/plain": { params: Record<string, never> };
  "/ws/rooms/[name]": {
    params: { readonly name: string | number };
    incoming: { readonly say: string } | Uint8Array;
    outgoing: { readonly said: string };
  };
  "/ws/files/[...path]": {
    params: { readonly path: readonly [string | number, ...(string | number)[]] };
    incoming: "next";
  };
  "/ws/checked": {
    params: Record<string, never>;
    schema: {
      readonly "~standard": {
        readonly types?:
          | { readonly input: { readonly say: string } | "next"; readonly output: unknown }
          | undefined;
      };
    };
  };
  "/ws/wiki/[[page]]": { params: { readonly page?: string | number } };
  "/ws/docs/[[...page]]": { params: { readonly page?: readonly (string | number)[] }; outgoing: ArrayBuffer };
}
