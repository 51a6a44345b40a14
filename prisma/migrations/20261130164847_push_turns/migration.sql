-- CreateIndex
CREATE INDEX "push_subscription_not_before_session_id_idx" ON "push_subscription"("not_before", "session_id");
