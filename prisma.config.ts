import { defineConfig } from "prisma/config";

// Only the standard Prisma CLI reads this file. The server migrates with packages/db/src/migrate.
export default defineConfig({
  schema: "prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env["DATABASE_OWNER_URL"] ?? process.env["DATABASE_URL"] ?? "" },
});
