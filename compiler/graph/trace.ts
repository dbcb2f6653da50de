// Exports the tracer of packages. It is loaded only if a project has the option `external`.
export { nodeFileTrace } from "@vercel/nft";
