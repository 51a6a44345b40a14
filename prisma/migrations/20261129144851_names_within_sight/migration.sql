-- DropIndex
DROP INDEX "label_live_name_key";

-- DropIndex
DROP INDEX "project_workspace_id_key_key";

-- CreateIndex
CREATE INDEX "label_live_name_idx" ON "label"("workspace_id", "name_folded") WHERE (deleted_at IS NULL);

-- CreateIndex
CREATE INDEX "project_workspace_id_key_idx" ON "project"("workspace_id", "key");
