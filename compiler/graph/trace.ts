// Gives the tracer of packages, to be loaded where a project has the option `external`.
export { nodeFileTrace } from "@vercel/nft";
