-- AlterTable
ALTER TABLE "notification" ADD COLUMN     "is_in_app" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "notification_delivery" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "notification_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "is_digest" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,

    CONSTRAINT "notification_delivery_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "notification_delivery_workspace_id_not_before_idx" ON "notification_delivery"("workspace_id", "not_before");

-- CreateIndex
CREATE INDEX "notification_delivery_workspace_id_notification_id_idx" ON "notification_delivery"("workspace_id", "notification_id");

-- AddForeignKey
ALTER TABLE "notification_delivery" ADD CONSTRAINT "notification_delivery_workspace_id_notification_id_fkey" FOREIGN KEY ("workspace_id", "notification_id") REFERENCES "notification"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;
