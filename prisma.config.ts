import { defineConfig } from "prisma/config";

// Only the stock Prisma CLI reads this file; the server migrates through packages/db/src/migrate.
export default defineConfig({
  schema: "prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env["DATABASE_OWNER_URL"] ?? process.env["DATABASE_URL"] ?? "" },
});
