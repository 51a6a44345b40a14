// @ts-nocheck: the paths are valid only in the archive.
//
// `./docket start` runs the server in this directory; `./docket <command>` runs the command line. This file is CommonJS
// because it has no extension in the archive. The package script inserts the Node version check before this code.
const path = require("path");

process.env.NODE_ENV = process.env.NODE_ENV || "production";
process.env.DOCKET_DATA = process.env.DOCKET_DATA || path.join(__dirname, "data");
if (process.argv[2] === "start") {
  // Uses the build's settings, as Next's standalone server does. The tools that read next.config are therefore not
  // needed.
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(
    require("./apps/web/.next/required-server-files.json").config,
  );
  void import("./apps/server/dist/main.js");
} else {
  void import("./apps/cli/dist/docket.mjs");
}
