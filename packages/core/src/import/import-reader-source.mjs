// Starts the thread of import-reader.ts from its source, which Node can't read by itself: in tests and in development.
import { register } from "tsx/esm/api";

register();
await import("./import-reader-thread.ts");
