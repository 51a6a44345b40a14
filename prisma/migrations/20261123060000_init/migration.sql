-- Search: substrings by trigrams, with the workspace in the same index.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- CreateTable
CREATE TABLE "user_account" (
    "id" UUID NOT NULL,
    "email" TEXT,
    "email_folded" TEXT,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "role" TEXT NOT NULL DEFAULT 'user',
    "status" TEXT NOT NULL DEFAULT 'active',
    "locale" TEXT NOT NULL DEFAULT 'en',
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "week_start" SMALLINT NOT NULL DEFAULT 1,
    "security_version" INTEGER NOT NULL DEFAULT 0,
    "email_verified_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "user_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "family_hash" BYTEA NOT NULL,
    "refresh_hash" BYTEA NOT NULL,
    "previous_hash" BYTEA,
    "rotated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "authenticated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "idle_expires_at" TIMESTAMPTZ(3) NOT NULL,
    "absolute_expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_prefix" TEXT,
    "user_agent" TEXT NOT NULL DEFAULT '',
    "label" TEXT NOT NULL DEFAULT '',
    "revoked_at" TIMESTAMPTZ(3),
    "revoke_reason" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "one_time_token" (
    "hash" BYTEA NOT NULL,
    "purpose" TEXT NOT NULL,
    "user_id" UUID,
    "email" TEXT,
    "payload" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "one_time_token_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "workspace_id" UUID,
    "project_ids" UUID[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "last_used_ip" TEXT,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "preference" (
    "user_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "preference_pkey" PRIMARY KEY ("user_id","key")
);

-- CreateTable
CREATE TABLE "command" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "actor_id" UUID NOT NULL,
    "token_id" UUID,
    "kind" TEXT NOT NULL,
    "input_hash" BYTEA NOT NULL,
    "result" JSONB NOT NULL,
    "first_seq" BIGINT,
    "last_seq" BIGINT,
    "group_id" UUID,
    "undo_of" UUID,
    "undone_by" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "command_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "change" (
    "workspace_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "command_id" UUID NOT NULL,
    "actor_id" UUID NOT NULL,
    "project_id" UUID,
    "audience" UUID,
    "entity" TEXT NOT NULL,
    "entity_id" UUID NOT NULL,
    "op" TEXT NOT NULL,
    "version" INTEGER,
    "before" JSONB,
    "after" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "change_pkey" PRIMARY KEY ("workspace_id","seq")
);

-- CreateTable
CREATE TABLE "foreign_ref" (
    "workspace_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "entity_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "extra" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "foreign_ref_pkey" PRIMARY KEY ("workspace_id","source","source_id")
);

-- CreateTable
CREATE TABLE "import_job" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "token_id" UUID,
    "source" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "plan" JSONB NOT NULL,
    "report" JSONB NOT NULL DEFAULT '{}',
    "total_rows" INTEGER NOT NULL,
    "done_rows" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "is_cancelled" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_job_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "instance_setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "instance_setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "mail" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "user_id" UUID,
    "recipient" TEXT NOT NULL,
    "body" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "not_before" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "security_event" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kind" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "actor_id" UUID,
    "session_id" UUID,
    "token_id" UUID,
    "subject_id" UUID,
    "workspace_id" UUID,
    "project_id" UUID,
    "ip_prefix" TEXT,
    "request_id" TEXT,
    "meta" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "security_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "security_event_link" (
    "n" BIGINT NOT NULL,
    "event_id" UUID NOT NULL,
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "security_event_link_pkey" PRIMARY KEY ("n")
);

-- CreateTable
CREATE TABLE "security_checkpoint" (
    "n" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "key_id" TEXT NOT NULL,
    "signature" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "security_checkpoint_pkey" PRIMARY KEY ("n")
);

-- CreateTable
CREATE TABLE "rate_bucket" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_bucket_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "project" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "color" TEXT NOT NULL DEFAULT 'slate',
    "inbox_of" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "project_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "project_member" (
    "workspace_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "rank" TEXT NOT NULL,
    "folder_id" UUID,
    "is_favourite" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "project_member_pkey" PRIMARY KEY ("workspace_id","project_id","user_id")
);

-- CreateTable
CREATE TABLE "folder" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "rank" TEXT NOT NULL,
    "parent_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "folder_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "project_counter" (
    "workspace_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "next_number" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "project_counter_pkey" PRIMARY KEY ("workspace_id","project_id")
);

-- CreateTable
CREATE TABLE "section" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "rank" TEXT NOT NULL,
    "is_done_column" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),
    "deleted_root" UUID,

    CONSTRAINT "section_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "task" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "section_id" UUID,
    "parent_id" UUID,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL DEFAULT 'open',
    "completed_at" TIMESTAMPTZ(3),
    "completed_by" UUID,
    "priority" SMALLINT NOT NULL DEFAULT 0,
    "start_on" DATE,
    "start_time" VARCHAR(5),
    "start_zone" TEXT,
    "start_at" TIMESTAMPTZ(3),
    "due_on" DATE,
    "due_time" VARCHAR(5),
    "due_zone" TEXT,
    "due_at" TIMESTAMPTZ(3),
    "duration_minutes" INTEGER,
    "rank" TEXT NOT NULL,
    "search_text" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "deleted_root" UUID,

    CONSTRAINT "task_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "task_assignee" (
    "workspace_id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,

    CONSTRAINT "task_assignee_pkey" PRIMARY KEY ("workspace_id","task_id","user_id")
);

-- CreateTable
CREATE TABLE "label" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_folded" TEXT NOT NULL,
    "color" TEXT NOT NULL DEFAULT 'slate',
    "rank" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "label_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "task_label" (
    "workspace_id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "label_id" UUID NOT NULL,

    CONSTRAINT "task_label_pkey" PRIMARY KEY ("workspace_id","task_id","label_id")
);

-- CreateTable
CREATE TABLE "comment" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "search_text" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "edited_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "deleted_root" UUID,

    CONSTRAINT "comment_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "workspace" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workspace_member" (
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_member_pkey" PRIMARY KEY ("workspace_id","user_id")
);

-- CreateTable
CREATE TABLE "workspace_counter" (
    "workspace_id" UUID NOT NULL,
    "change_seq" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "workspace_counter_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID,
    "email" TEXT,
    "role" TEXT NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "accepted_by" UUID,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_account_email_folded_key" ON "user_account"("email_folded");

-- CreateIndex
CREATE UNIQUE INDEX "session_family_hash_key" ON "session"("family_hash");

-- CreateIndex
CREATE INDEX "session_user_id_active_idx" ON "session"("user_id") WHERE (revoked_at IS NULL);

-- CreateIndex
CREATE INDEX "one_time_token_user_id_purpose_idx" ON "one_time_token"("user_id", "purpose");

-- CreateIndex
CREATE INDEX "one_time_token_expires_at_idx" ON "one_time_token"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_hash_key" ON "api_token"("hash");

-- CreateIndex
CREATE INDEX "api_token_user_id_created_at_idx" ON "api_token"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "command_workspace_id_actor_id_at_id_idx" ON "command"("workspace_id", "actor_id", "at", "id");

-- CreateIndex
CREATE INDEX "command_group_id_idx" ON "command"("workspace_id", "group_id") WHERE (group_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "change_workspace_id_project_id_seq_idx" ON "change"("workspace_id", "project_id", "seq");

-- CreateIndex
CREATE INDEX "change_workspace_id_entity_id_seq_idx" ON "change"("workspace_id", "entity_id", "seq");

-- CreateIndex
CREATE INDEX "change_workspace_id_command_id_idx" ON "change"("workspace_id", "command_id");

-- CreateIndex
CREATE INDEX "foreign_ref_workspace_id_entity_id_idx" ON "foreign_ref"("workspace_id", "entity_id");

-- CreateIndex
CREATE INDEX "foreign_ref_workspace_id_import_id_idx" ON "foreign_ref"("workspace_id", "import_id");

-- CreateIndex
CREATE INDEX "import_job_workspace_id_user_id_created_at_idx" ON "import_job"("workspace_id", "user_id", "created_at");

-- CreateIndex
CREATE INDEX "mail_unsent_idx" ON "mail"("not_before") WHERE (sent_at IS NULL);

-- CreateIndex
CREATE INDEX "mail_created_at_idx" ON "mail"("created_at");

-- CreateIndex
CREATE INDEX "security_event_at_id_idx" ON "security_event"("at", "id");

-- CreateIndex
CREATE INDEX "security_event_subject_id_at_idx" ON "security_event"("subject_id", "at");

-- CreateIndex
CREATE INDEX "security_event_actor_id_at_idx" ON "security_event"("actor_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "security_event_link_event_id_key" ON "security_event_link"("event_id");

-- CreateIndex
CREATE UNIQUE INDEX "project_workspace_id_key_key" ON "project"("workspace_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "project_workspace_id_inbox_of_key" ON "project"("workspace_id", "inbox_of");

-- CreateIndex
CREATE INDEX "project_member_workspace_id_user_id_project_id_idx" ON "project_member"("workspace_id", "user_id", "project_id");

-- CreateIndex
CREATE UNIQUE INDEX "folder_workspace_id_user_id_id_key" ON "folder"("workspace_id", "user_id", "id");

-- CreateIndex
CREATE INDEX "section_workspace_id_project_id_rank_id_idx" ON "section"("workspace_id", "project_id", "rank", "id");

-- CreateIndex
CREATE UNIQUE INDEX "section_workspace_id_project_id_id_key" ON "section"("workspace_id", "project_id", "id");

-- CreateIndex
CREATE INDEX "task_open_rank_idx" ON "task"("workspace_id", "project_id", "rank", "id") WHERE (deleted_at IS NULL AND status = 'open');

-- CreateIndex
CREATE INDEX "task_completed_idx" ON "task"("workspace_id", "project_id", "completed_at" DESC, "id") WHERE (deleted_at IS NULL AND status <> 'open');

-- CreateIndex
CREATE INDEX "task_workspace_id_project_id_section_id_idx" ON "task"("workspace_id", "project_id", "section_id");

-- CreateIndex
CREATE INDEX "task_workspace_id_parent_id_idx" ON "task"("workspace_id", "parent_id");

-- CreateIndex
CREATE INDEX "task_due_on_idx" ON "task"("workspace_id", "due_on", "id") WHERE (deleted_at IS NULL AND status = 'open' AND due_on IS NOT NULL);

-- CreateIndex
CREATE INDEX "task_due_at_idx" ON "task"("workspace_id", "due_at") WHERE (deleted_at IS NULL AND status = 'open' AND due_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "task_deleted_root_idx" ON "task"("workspace_id", "deleted_root") WHERE (deleted_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "task_search_idx" ON "task" USING GIN ("workspace_id" uuid_ops, "search_text" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "task_workspace_id_project_id_id_key" ON "task"("workspace_id", "project_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "task_workspace_id_project_id_number_key" ON "task"("workspace_id", "project_id", "number");

-- CreateIndex
CREATE INDEX "task_assignee_workspace_id_user_id_task_id_idx" ON "task_assignee"("workspace_id", "user_id", "task_id");

-- CreateIndex
CREATE UNIQUE INDEX "label_live_name_key" ON "label"("workspace_id", "name_folded") WHERE (deleted_at IS NULL);

-- CreateIndex
CREATE INDEX "task_label_workspace_id_label_id_task_id_idx" ON "task_label"("workspace_id", "label_id", "task_id");

-- CreateIndex
CREATE INDEX "comment_workspace_id_task_id_created_at_id_idx" ON "comment"("workspace_id", "task_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "comment_search_idx" ON "comment" USING GIN ("workspace_id" uuid_ops, "search_text" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "workspace_slug_key" ON "workspace"("slug");

-- CreateIndex
CREATE INDEX "workspace_member_user_id_workspace_id_idx" ON "workspace_member"("user_id", "workspace_id");

-- CreateIndex
CREATE INDEX "invitation_workspace_id_project_id_created_at_idx" ON "invitation"("workspace_id", "project_id", "created_at");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "one_time_token" ADD CONSTRAINT "one_time_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "preference" ADD CONSTRAINT "preference_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "mail" ADD CONSTRAINT "mail_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "project" ADD CONSTRAINT "project_workspace_id_inbox_of_fkey" FOREIGN KEY ("workspace_id", "inbox_of") REFERENCES "workspace_member"("workspace_id", "user_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "project_member" ADD CONSTRAINT "project_member_workspace_id_project_id_fkey" FOREIGN KEY ("workspace_id", "project_id") REFERENCES "project"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "project_member" ADD CONSTRAINT "project_member_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "workspace_member"("workspace_id", "user_id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "project_member" ADD CONSTRAINT "project_member_workspace_id_user_id_folder_id_fkey" FOREIGN KEY ("workspace_id", "user_id", "folder_id") REFERENCES "folder"("workspace_id", "user_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "folder" ADD CONSTRAINT "folder_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "workspace_member"("workspace_id", "user_id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "folder" ADD CONSTRAINT "folder_workspace_id_user_id_parent_id_fkey" FOREIGN KEY ("workspace_id", "user_id", "parent_id") REFERENCES "folder"("workspace_id", "user_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "project_counter" ADD CONSTRAINT "project_counter_workspace_id_project_id_fkey" FOREIGN KEY ("workspace_id", "project_id") REFERENCES "project"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "section" ADD CONSTRAINT "section_workspace_id_project_id_fkey" FOREIGN KEY ("workspace_id", "project_id") REFERENCES "project"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_workspace_id_project_id_fkey" FOREIGN KEY ("workspace_id", "project_id") REFERENCES "project"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_workspace_id_project_id_section_id_fkey" FOREIGN KEY ("workspace_id", "project_id", "section_id") REFERENCES "section"("workspace_id", "project_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_workspace_id_project_id_parent_id_fkey" FOREIGN KEY ("workspace_id", "project_id", "parent_id") REFERENCES "task"("workspace_id", "project_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "task_assignee" ADD CONSTRAINT "task_assignee_workspace_id_task_id_fkey" FOREIGN KEY ("workspace_id", "task_id") REFERENCES "task"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "task_assignee" ADD CONSTRAINT "task_assignee_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "workspace_member"("workspace_id", "user_id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "task_label" ADD CONSTRAINT "task_label_workspace_id_task_id_fkey" FOREIGN KEY ("workspace_id", "task_id") REFERENCES "task"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "task_label" ADD CONSTRAINT "task_label_workspace_id_label_id_fkey" FOREIGN KEY ("workspace_id", "label_id") REFERENCES "label"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_workspace_id_task_id_fkey" FOREIGN KEY ("workspace_id", "task_id") REFERENCES "task"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "workspace_member" ADD CONSTRAINT "workspace_member_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "workspace_member" ADD CONSTRAINT "workspace_member_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_workspace_id_project_id_fkey" FOREIGN KEY ("workspace_id", "project_id") REFERENCES "project"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "project" ADD CONSTRAINT "project_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "label" ADD CONSTRAINT "label_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "workspace_counter" ADD CONSTRAINT "workspace_counter_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- Order keys are compared byte by byte, whatever the collation of the database.
ALTER TABLE "project_member" ALTER COLUMN "rank" SET DATA TYPE TEXT COLLATE "C";
ALTER TABLE "folder" ALTER COLUMN "rank" SET DATA TYPE TEXT COLLATE "C";
ALTER TABLE "section" ALTER COLUMN "rank" SET DATA TYPE TEXT COLLATE "C";
ALTER TABLE "task" ALTER COLUMN "rank" SET DATA TYPE TEXT COLLATE "C";
ALTER TABLE "label" ALTER COLUMN "rank" SET DATA TYPE TEXT COLLATE "C";

-- Every invariant that has a name.
ALTER TABLE "user_account" ADD CONSTRAINT "user_account_role" CHECK (role in ('user', 'admin', 'owner'));
ALTER TABLE "user_account" ADD CONSTRAINT "user_account_status" CHECK (status in ('active', 'suspended', 'deleted'));
ALTER TABLE "user_account" ADD CONSTRAINT "user_account_tombstone" CHECK (status = 'deleted' and email is null and email_folded is null and password_hash is null and name = '' and deleted_at is not null or status <> 'deleted' and email is not null and email_folded is not null and deleted_at is null);
ALTER TABLE "user_account" ADD CONSTRAINT "user_account_week_start" CHECK (week_start between 1 and 7);
ALTER TABLE "session" ADD CONSTRAINT "session_expiry" CHECK (idle_expires_at <= absolute_expires_at);
ALTER TABLE "one_time_token" ADD CONSTRAINT "one_time_token_purpose" CHECK (purpose in ('setup', 'verify_email', 'reset_password', 'change_email', 'revert_email', 'invite'));
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_expiry" CHECK (expires_at <= created_at + interval '366 days');
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_scopes" CHECK (cardinality(scopes) between 1 and 20);
ALTER TABLE "preference" ADD CONSTRAINT "preference_value_size" CHECK (pg_column_size(value) <= 65536);
ALTER TABLE "change" ADD CONSTRAINT "change_op" CHECK (op in ('create', 'update', 'move', 'trash', 'restore', 'purge', 'leave', 'grant', 'revoke'));
ALTER TABLE "import_job" ADD CONSTRAINT "import_job_status" CHECK (status in ('waiting', 'running', 'done', 'failed', 'cancelled', 'undone'));
ALTER TABLE "import_job" ADD CONSTRAINT "import_job_progress" CHECK (done_rows between 0 and total_rows);
ALTER TABLE "mail" ADD CONSTRAINT "mail_kind" CHECK (kind in ('verify_email', 'reset_password', 'change_email', 'email_changed', 'password_changed', 'invite', 'account_exists', 'token_reuse'));
ALTER TABLE "security_event" ADD CONSTRAINT "security_event_outcome" CHECK (outcome in ('success', 'failure', 'denied'));
ALTER TABLE "project" ADD CONSTRAINT "project_key" CHECK (key ~ '^[A-Z][A-Z0-9]{0,9}$');
ALTER TABLE "project" ADD CONSTRAINT "project_name" CHECK (length(name) between 1 and 200);
ALTER TABLE "project" ADD CONSTRAINT "project_inbox" CHECK (inbox_of is null or (archived_at is null and deleted_at is null));
ALTER TABLE "project_member" ADD CONSTRAINT "project_member_role" CHECK (role in ('viewer', 'commenter', 'editor', 'manager'));
ALTER TABLE "folder" ADD CONSTRAINT "folder_name" CHECK (length(name) between 1 and 200);
ALTER TABLE "folder" ADD CONSTRAINT "folder_parent" CHECK (parent_id <> id);
ALTER TABLE "section" ADD CONSTRAINT "section_name" CHECK (length(name) between 1 and 200);
ALTER TABLE "section" ADD CONSTRAINT "section_trash" CHECK ((deleted_at is null) = (deleted_root is null));
ALTER TABLE "task" ADD CONSTRAINT "task_title" CHECK (length(title) between 1 and 500);
ALTER TABLE "task" ADD CONSTRAINT "task_description" CHECK (length(description) <= 50000);
ALTER TABLE "task" ADD CONSTRAINT "task_status" CHECK (status in ('open', 'done', 'cancelled'));
ALTER TABLE "task" ADD CONSTRAINT "task_completed" CHECK ((status = 'open') = (completed_at is null));
ALTER TABLE "task" ADD CONSTRAINT "task_priority" CHECK (priority between 0 and 3);
ALTER TABLE "task" ADD CONSTRAINT "task_start_time" CHECK (start_time is null or start_on is not null);
ALTER TABLE "task" ADD CONSTRAINT "task_start_zone" CHECK (start_zone is null or start_time is not null);
ALTER TABLE "task" ADD CONSTRAINT "task_start_instant" CHECK ((start_at is null) = (start_zone is null));
ALTER TABLE "task" ADD CONSTRAINT "task_due_time" CHECK (due_time is null or due_on is not null);
ALTER TABLE "task" ADD CONSTRAINT "task_due_zone" CHECK (due_zone is null or due_time is not null);
ALTER TABLE "task" ADD CONSTRAINT "task_due_instant" CHECK ((due_at is null) = (due_zone is null));
ALTER TABLE "task" ADD CONSTRAINT "task_duration" CHECK (duration_minutes is null or duration_minutes between 1 and 525600);
ALTER TABLE "task" ADD CONSTRAINT "task_parent" CHECK (parent_id <> id);
ALTER TABLE "task" ADD CONSTRAINT "task_trash" CHECK ((deleted_at is null) = (deleted_root is null));
ALTER TABLE "label" ADD CONSTRAINT "label_name" CHECK (length(name) between 1 and 100);
ALTER TABLE "comment" ADD CONSTRAINT "comment_body" CHECK (length(body) between 1 and 20000);
ALTER TABLE "comment" ADD CONSTRAINT "comment_trash" CHECK ((deleted_at is null) = (deleted_root is null));
ALTER TABLE "workspace" ADD CONSTRAINT "workspace_slug" CHECK (slug ~ '^[a-z0-9](-?[a-z0-9])*$' and length(slug) <= 60);
ALTER TABLE "workspace_member" ADD CONSTRAINT "workspace_member_role" CHECK (role in ('guest', 'member', 'admin', 'owner'));
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_role" CHECK (role in ('viewer', 'commenter', 'editor', 'manager', 'guest', 'member', 'admin'));
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_scope" CHECK ((project_id is null) = (role in ('guest', 'member', 'admin')));
