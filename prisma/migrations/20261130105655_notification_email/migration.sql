-- DropIndex
DROP INDEX "notification_workspace_id_user_id_shown_at_id_idx";

-- DropIndex
DROP INDEX "notification_delivery_workspace_id_not_before_idx";

-- AlterTable
ALTER TABLE "notification_delivery" ADD COLUMN     "email_id" UUID,
ADD COLUMN     "sent_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "notification_delivery_unsent_idx" ON "notification_delivery"("workspace_id", "not_before", "id") WHERE (sent_at IS NULL);

-- CreateIndex
CREATE INDEX "notification_delivery_email_idx" ON "notification_delivery"("workspace_id", "user_id", "is_digest", "kind", "not_before");

-- Prisma's language has no expressions in indexes.
CREATE INDEX "notification_list_idx" ON "notification"("workspace_id", "user_id", ((read_at IS NOT NULL)), "shown_at" DESC, "id" DESC);
