-- AlterTable
ALTER TABLE "task" ADD COLUMN     "deadline" DATE;

-- CreateIndex
CREATE INDEX "task_deadline_idx" ON "task"("workspace_id", "deadline", "id") WHERE (deleted_at IS NULL AND status = 'open' AND deadline IS NOT NULL);
