// Bundles the server into dist/main.js, so that nothing is transpiled when it starts.
import { createRequire } from "node:module";
import path from "node:path";
import { build } from "esbuild";

const output = path.resolve("dist/main.js");

// What stays outside: packages with native or WebAssembly parts, those that load files beside themselves, and Next.
const outside = /^(?:next|@node-rs\/argon2|@prisma\/client|@prisma\/schema-engine-wasm|pg-native)(?:\/|$)/;

/** Lets the bundle find an outside package where the importing package has it, since `apps/server` does not depend on it. */
const outsidePackages = {
  name: "outside-packages",
  setup({ onResolve }) {
    onResolve({ filter: outside }, ({ path: specifier, importer }) => {
      if (specifier === "pg-native") return { path: specifier, external: true };
      const file = createRequire(importer).resolve(specifier);
      const relative = path.relative(path.dirname(output), file).split(path.sep).join("/");
      return { path: relative, external: true };
    });
  },
};

await build({
  entryPoints: ["src/main.ts"],
  outfile: output,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20.19",
  sourcemap: true,
  sourcesContent: false,
  logLevel: "warning",
  plugins: [outsidePackages],
  // Bundled CommonJS still asks for these.
  banner: {
    js: 'import { createRequire as requireFor } from "node:module"; const require = requireFor(import.meta.url);',
  },
});
