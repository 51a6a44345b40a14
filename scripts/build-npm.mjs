// Not a package script, because it also copies types into the declarations and writes a package.json with public
// versions.
// `node build-npm.mjs [package…]`: compiles the package in the current directory to `dist`, from which `npm pack`
// creates a package for programs outside the repository. Other packages in the repository import the sources instead.
// The types of the dependencies given as arguments are copied into the declarations, so that the declarations don't
// import these dependencies.
import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";

const inlined = process.argv.slice(2);
const rootFile = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const readManifest = (name) => JSON.parse(readFileSync(name, "utf8"));

rmSync("dist", { recursive: true, force: true });
execFileSync(rootFile("node_modules/.bin/tsc"), ["-p", "tsconfig.build.json"], { stdio: "inherit" });
if (inlined.length > 0) await inlineTypes();
writeFileSync("dist/package.json", `${JSON.stringify(publicManifest(), null, 2)}\n`);
copyFileSync(rootFile("LICENSE"), "dist/LICENSE");

/** Rewrites the declarations in `dist` to import one file with the types of the inlined packages. */
async function inlineTypes() {
  const declarations = readdirSync("dist").filter((name) => name.endsWith(".d.ts"));
  const isInlined = (id) => inlined.some((name) => id === name || id.startsWith(`${name}/`));
  const bundle = await rollup({
    input: Object.fromEntries(declarations.map((name) => [name.slice(0, -".d.ts".length), path.resolve("dist", name)])),
    external: (id) => !id.startsWith(".") && !path.isAbsolute(id) && !isInlined(id),
    plugins: [dts({ includeExternal: inlined, tsconfig: "tsconfig.build.json" })],
    // The plugin warns about every inlined type that no file exports, which is all of them.
    logLevel: "silent",
  });
  for (const name of declarations) rmSync(path.join("dist", name));
  await bundle.write({
    dir: "dist",
    entryFileNames: "[name].d.ts",
    chunkFileNames: "[name].d.ts",
    manualChunks: (id) => (id.includes("/node_modules/") ? "inlined-types" : null),
    hoistTransitiveImports: false,
  });
}

/** Returns the content of package.json for use outside the repository. */
function publicManifest() {
  const { name, version, type, exports, dependencies } = readManifest("package.json");
  const { license, engines } = readManifest(rootFile("package.json"));
  return {
    name,
    version,
    license,
    type,
    engines,
    exports: mapValues(exports, (source) => source.replace("./src/", "./").replace(/\.ts$/, ".js")),
    dependencies: mapValues(dependencies, publicRange),
  };
}

/**
 * Returns the version range of a dependency. `workspace:` and `catalog:` have no meaning outside the repository, so the
 * range begins at the installed version. Docket's own packages require exactly the same version of each other.
 * @param {string} range
 * @param {string} dependency
 */
function publicRange(range, dependency) {
  const { version } = readManifest(`node_modules/${dependency}/package.json`);
  return range.startsWith("workspace:") ? version : `^${version}`;
}

/**
 * @param {Record<string, string>} object
 * @param {(value: string, key: string) => string} map
 */
function mapValues(object, map) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value, key)]));
}
