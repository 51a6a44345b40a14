-- AlterTable
ALTER TABLE "task" ADD COLUMN     "occurrence_on" DATE,
ADD COLUMN     "recurrence" JSONB,
ADD COLUMN     "series_id" UUID;

-- CreateIndex
CREATE INDEX "task_series_idx" ON "task"("workspace_id", "series_id", "occurrence_on") WHERE (series_id IS NOT NULL);

ALTER TABLE "task" ADD CONSTRAINT "task_recurrence" CHECK (recurrence is null or series_id is not null);
ALTER TABLE "task" ADD CONSTRAINT "task_occurrence" CHECK ((series_id is null) = (occurrence_on is null));
