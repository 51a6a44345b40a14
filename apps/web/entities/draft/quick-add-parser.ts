/**
 * The parser of quick add as a single module. Modules that are imported on demand separately would each be loaded with a
 * copy of what they share.
 */
export { dismissalOf, parseQuickAdd } from "@docket/schema/quick-add/parse";
export { parseDateText } from "@docket/schema/quick-add/parse-date";
