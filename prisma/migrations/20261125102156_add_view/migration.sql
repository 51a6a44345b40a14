-- CreateTable
CREATE TABLE "view" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "owner_id" UUID,
    "project_id" UUID,
    "name" TEXT NOT NULL,
    "color" TEXT NOT NULL DEFAULT 'slate',
    "filter" JSONB,
    "layout" TEXT NOT NULL,
    "group_by" TEXT,
    "sort_by" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "rank" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "view_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "view_workspace_id_owner_id_idx" ON "view"("workspace_id", "owner_id");

-- CreateIndex
CREATE INDEX "view_workspace_id_project_id_idx" ON "view"("workspace_id", "project_id");

-- AddForeignKey
ALTER TABLE "view" ADD CONSTRAINT "view_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "view" ADD CONSTRAINT "view_workspace_id_owner_id_fkey" FOREIGN KEY ("workspace_id", "owner_id") REFERENCES "workspace_member"("workspace_id", "user_id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "view" ADD CONSTRAINT "view_workspace_id_project_id_fkey" FOREIGN KEY ("workspace_id", "project_id") REFERENCES "project"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

ALTER TABLE "view" ALTER COLUMN "rank" SET DATA TYPE TEXT COLLATE "C";
ALTER TABLE "view" ADD CONSTRAINT "view_name" CHECK (length(name) between 1 and 200);
ALTER TABLE "view" ADD CONSTRAINT "view_scope" CHECK (scope in ('user', 'project', 'workspace') and (scope = 'user') = (owner_id is not null) and (scope = 'project') = (project_id is not null));
ALTER TABLE "view" ADD CONSTRAINT "view_layout" CHECK (layout in ('list', 'board', 'table', 'calendar'));
ALTER TABLE "view" ADD CONSTRAINT "view_direction" CHECK (direction in ('ascending', 'descending'));
