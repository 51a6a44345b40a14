-- DropIndex
DROP INDEX "task_completed_idx";

-- DropIndex
DROP INDEX "task_deadline_idx";

-- DropIndex
DROP INDEX "task_due_at_idx";

-- DropIndex
DROP INDEX "task_due_on_idx";

-- CreateIndex
CREATE INDEX "task_open_priority_idx" ON "task"("workspace_id", "project_id", "priority", "id") WHERE (deleted_at IS NULL AND status = 'open');

-- CreateIndex
CREATE INDEX "task_open_created_idx" ON "task"("workspace_id", "project_id", "created_at", "id") WHERE (deleted_at IS NULL AND status = 'open');

-- CreateIndex
CREATE INDEX "task_open_updated_idx" ON "task"("workspace_id", "project_id", "updated_at", "id") WHERE (deleted_at IS NULL AND status = 'open');

-- CreateIndex
CREATE INDEX "task_completed_idx" ON "task"("workspace_id", "project_id", "completed_at", "id") WHERE (deleted_at IS NULL AND status <> 'open');

-- Written by hand, because Prisma's models can't describe indexes on expressions. They are the sort keys of lists.

-- CreateIndex. It also has the columns that counts need, so that they don't read the tasks themselves.
CREATE INDEX "task_open_due_idx" ON "task"("workspace_id", "project_id", (coalesce("due_on", DATE '9999-12-31')), (coalesce("due_time", '99:99')), "id")
  INCLUDE ("due_on", "due_at", "section_id", "priority", "parent_id", "archived_at") WHERE (deleted_at IS NULL AND status = 'open');

-- CreateIndex
CREATE INDEX "task_open_start_idx" ON "task"("workspace_id", "project_id", (coalesce("start_on", DATE '9999-12-31')), (coalesce("start_time", '99:99')), "id")
  WHERE (deleted_at IS NULL AND status = 'open');

-- CreateIndex
CREATE INDEX "task_open_deadline_idx" ON "task"("workspace_id", "project_id", (coalesce("deadline", DATE '9999-12-31')), "id")
  WHERE (deleted_at IS NULL AND status = 'open');

-- CreateIndex
CREATE INDEX "task_open_title_idx" ON "task"("workspace_id", "project_id", (left("search_text", 100) COLLATE "C"), "id")
  WHERE (deleted_at IS NULL AND status = 'open');

-- Statistics. A project belongs to one workspace and has far more tasks than the planner assumes for two independent
-- columns. For statements with unknown values, it assumes ten projects per workspace.
CREATE STATISTICS "task_place_stats" (mcv) ON "workspace_id", "project_id", "status", "deleted_at", "archived_at" FROM "task";
CREATE STATISTICS "task_due_stats" ON (coalesce("due_on", DATE '9999-12-31')) FROM "task";
CREATE STATISTICS "task_start_stats" ON (coalesce("start_on", DATE '9999-12-31')) FROM "task";
ALTER TABLE "task" ALTER COLUMN "project_id" SET (n_distinct = 10);
ALTER TABLE "project" ALTER COLUMN "workspace_id" SET (n_distinct = -0.1);
ANALYZE "task", "project";
