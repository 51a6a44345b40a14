-- CreateTable
CREATE TABLE "reminder" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "basis" TEXT NOT NULL,
    "offset_minutes" INTEGER,
    "on_date" DATE,
    "on_time" VARCHAR(5),
    "on_zone" TEXT,
    "at" TIMESTAMPTZ(3),
    "fired_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "reminder_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "notification" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "change_seq" BIGINT,
    "actor_id" UUID,
    "reminder_id" UUID,
    "task_id" UUID,
    "comment_id" UUID,
    "project_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "shown_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),
    "snoozed_until" TIMESTAMPTZ(3),

    CONSTRAINT "notification_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "follow" (
    "workspace_id" UUID NOT NULL,
    "entity_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "task_id" UUID,
    "project_id" UUID,
    "state" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "follow_pkey" PRIMARY KEY ("workspace_id","entity_id","user_id")
);

-- CreateTable
CREATE TABLE "notification_cursor" (
    "workspace_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "notification_cursor_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateIndex
CREATE INDEX "reminder_workspace_id_task_id_user_id_idx" ON "reminder"("workspace_id", "task_id", "user_id");

-- CreateIndex
CREATE INDEX "reminder_workspace_id_user_id_created_at_id_idx" ON "reminder"("workspace_id", "user_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "reminder_due_idx" ON "reminder"("workspace_id", "at", "id") WHERE (fired_at IS NULL AND deleted_at IS NULL AND at IS NOT NULL);

-- CreateIndex
CREATE INDEX "notification_workspace_id_user_id_shown_at_id_idx" ON "notification"("workspace_id", "user_id", "shown_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "notification_unread_idx" ON "notification"("workspace_id", "user_id", "shown_at" DESC, "id" DESC) WHERE (read_at IS NULL AND snoozed_until IS NULL);

-- CreateIndex
CREATE INDEX "notification_snoozed_idx" ON "notification"("workspace_id", "snoozed_until") WHERE (snoozed_until IS NOT NULL);

-- CreateIndex
CREATE INDEX "notification_task_idx" ON "notification"("workspace_id", "task_id") WHERE (task_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "notification_comment_idx" ON "notification"("workspace_id", "comment_id") WHERE (comment_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "notification_project_idx" ON "notification"("workspace_id", "project_id") WHERE (project_id IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "notification_workspace_id_user_id_dedupe_key_key" ON "notification"("workspace_id", "user_id", "dedupe_key");

-- CreateIndex
CREATE INDEX "follow_workspace_id_user_id_idx" ON "follow"("workspace_id", "user_id");

-- CreateIndex
CREATE INDEX "follow_workspace_id_task_id_idx" ON "follow"("workspace_id", "task_id");

-- CreateIndex
CREATE INDEX "follow_workspace_id_project_id_idx" ON "follow"("workspace_id", "project_id");

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_workspace_id_task_id_fkey" FOREIGN KEY ("workspace_id", "task_id") REFERENCES "task"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "workspace_member"("workspace_id", "user_id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "workspace_member"("workspace_id", "user_id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_workspace_id_task_id_fkey" FOREIGN KEY ("workspace_id", "task_id") REFERENCES "task"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_workspace_id_comment_id_fkey" FOREIGN KEY ("workspace_id", "comment_id") REFERENCES "comment"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_workspace_id_project_id_fkey" FOREIGN KEY ("workspace_id", "project_id") REFERENCES "project"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "follow" ADD CONSTRAINT "follow_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "workspace_member"("workspace_id", "user_id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "follow" ADD CONSTRAINT "follow_workspace_id_task_id_fkey" FOREIGN KEY ("workspace_id", "task_id") REFERENCES "task"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "follow" ADD CONSTRAINT "follow_workspace_id_project_id_fkey" FOREIGN KEY ("workspace_id", "project_id") REFERENCES "project"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "notification_cursor" ADD CONSTRAINT "notification_cursor_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

ALTER TABLE "reminder" ADD CONSTRAINT "reminder_basis" CHECK (basis in ('absolute', 'start', 'due'));
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_offset" CHECK ((basis = 'absolute') = (offset_minutes is null) and (offset_minutes is null or offset_minutes between 0 and 525600));
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_date" CHECK ((basis = 'absolute') = (on_date is not null));
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_time" CHECK (on_time is null or on_date is not null);
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_zone" CHECK (on_zone is null or on_time is not null);
ALTER TABLE "notification" ADD CONSTRAINT "notification_kind" CHECK (kind in ('reminder', 'assigned', 'commented', 'mentioned', 'invited', 'role_changed'));
ALTER TABLE "follow" ADD CONSTRAINT "follow_state" CHECK (state in ('following', 'muted'));
ALTER TABLE "follow" ADD CONSTRAINT "follow_entity" CHECK (entity_id = coalesce(task_id, project_id) and (task_id is null) <> (project_id is null));

-- What happened before the update is not notified.
INSERT INTO "notification_cursor" ("workspace_id", "seq") SELECT workspace_id, change_seq FROM workspace_counter;
