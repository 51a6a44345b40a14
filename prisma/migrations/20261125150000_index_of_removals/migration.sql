-- CreateIndex
CREATE INDEX "change_purge_idx" ON "change"("workspace_id", "at", "seq") WHERE (op = 'purge');
