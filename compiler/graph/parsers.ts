// Exports the parsers of data files. It is loaded only if a project has such a file.
export { parse as parseJson5 } from "json5";
export { parse as parseToml, TomlDate } from "smol-toml";
export { isCollection, parseAllDocuments, visit } from "yaml";
