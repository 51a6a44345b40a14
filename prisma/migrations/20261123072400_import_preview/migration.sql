-- A preview waits to be started, and undoing is work like importing.
ALTER TABLE "import_job" ALTER COLUMN "status" SET DEFAULT 'previewed';
ALTER TABLE "import_job" DROP CONSTRAINT "import_job_status";
ALTER TABLE "import_job" ADD CONSTRAINT "import_job_status" CHECK (status in ('previewed', 'waiting', 'running', 'done', 'failed', 'cancelled', 'undoing', 'undone'));

-- CreateIndex
CREATE INDEX "import_job_due_idx" ON "import_job"("workspace_id", "updated_at") WHERE (finished_at IS NULL);

-- AddForeignKey
ALTER TABLE "import_job" ADD CONSTRAINT "import_job_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "workspace_member"("workspace_id", "user_id") ON DELETE CASCADE ON UPDATE NO ACTION;
