-- CreateIndex
CREATE INDEX "task_updated_idx" ON "task"("workspace_id", "updated_at" DESC, "id" DESC) WHERE (deleted_at IS NULL);
