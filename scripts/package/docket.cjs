// @ts-nocheck: the paths are those of the archive.
// `./docket start` runs the server of this directory, `./docket <command>` the command line. CommonJS because the file that it becomes has no
// ending; the check of Node's version is put before it.
const path = require("path");

process.env.NODE_ENV = process.env.NODE_ENV || "production";
process.env.DOCKET_DATA = process.env.DOCKET_DATA || path.join(__dirname, "data");
if (process.argv[2] === "start") {
  // As Next's own standalone server does: the settings of the build, in place of the tools that read next.config.
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(
    require("./apps/web/.next/required-server-files.json").config,
  );
  void import("./apps/server/dist/main.js");
} else {
  void import("./apps/cli/dist/docket.mjs");
}
