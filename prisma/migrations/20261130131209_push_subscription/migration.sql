-- CreateTable
CREATE TABLE "push_subscription" (
    "session_id" UUID NOT NULL,
    "endpoint" TEXT NOT NULL,
    "p256dh" BYTEA NOT NULL,
    "auth" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "not_before" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "failures" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "push_subscription_pkey" PRIMARY KEY ("session_id")
);

-- CreateTable
CREATE TABLE "push_delivery" (
    "workspace_id" UUID NOT NULL,
    "notification_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "push_delivery_pkey" PRIMARY KEY ("workspace_id","notification_id","session_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "push_subscription_endpoint_key" ON "push_subscription"("endpoint");

-- CreateIndex
CREATE INDEX "push_delivery_session_id_not_before_idx" ON "push_delivery"("session_id", "not_before");

-- AddForeignKey
ALTER TABLE "push_subscription" ADD CONSTRAINT "push_subscription_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "push_delivery" ADD CONSTRAINT "push_delivery_workspace_id_notification_id_fkey" FOREIGN KEY ("workspace_id", "notification_id") REFERENCES "notification"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "push_delivery" ADD CONSTRAINT "push_delivery_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "push_subscription"("session_id") ON DELETE CASCADE ON UPDATE NO ACTION;

ALTER TABLE "push_subscription" ADD CONSTRAINT "push_subscription_endpoint" CHECK (endpoint like 'https://%' and length(endpoint) <= 1000);
ALTER TABLE "push_subscription" ADD CONSTRAINT "push_subscription_keys" CHECK (length(p256dh) = 65 and length(auth) = 16);
