// Used instead of `prisma migrate`, which needs the native schema engine and ignores the CHECK constraints declared in
// the models' comments.
// Writes a new migration from the Prisma models: pnpm db:migration "add task label"
import path from "node:path";
import { createMigration } from "../packages/db/src/create-migration.ts";

const title = process.argv.slice(2).join(" ");
if (title === "") {
  console.error('Say what changes: pnpm db:migration "add task label"');
  process.exit(1);
}
const file = await createMigration(title);
console.log(
  file
    ? `Wrote ${path.relative(process.cwd(), file)}. Read it, edit what needs a human, bring the expected catalogue along (npm test -- packages/db/src/catalogue.test.ts -u), then commit both.`
    : "The models and the migrations agree: nothing to write.",
);
