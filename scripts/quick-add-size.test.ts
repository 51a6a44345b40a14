import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";

/** Maximum size of the parser of quick add with one language, compressed with Brotli, in bytes. */
const MAX_BYTES = 14_200;

test.each(["english", "german"])("the parser of quick add with %s is small", async (language) => {
  const folder = "./packages/schema/src/quick-add";
  const { outputFiles } = await build({
    stdin: {
      contents: `
        export { dismissalOf, parseQuickAdd } from "${folder}/parse.ts";
        export { parseDateText } from "${folder}/parse-date.ts";
        export { ${language} } from "${folder}/${language}.ts";`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    write: false,
  });
  const [script] = outputFiles;
  // The unit of the budgets of pages. The default quality is the highest one, 11.
  expect(brotliCompressSync(script?.contents ?? "").length).toBeLessThanOrEqual(MAX_BYTES);
  expect(script?.text).toContain("FREQ=");
});
