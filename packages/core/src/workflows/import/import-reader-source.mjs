// Starts the thread of import-reader.ts from its TypeScript source, which Node can't run without a loader. Used in
// tests and in development.
import { register } from "tsx/esm/api";

register();
await import("./import-reader-thread.ts");
