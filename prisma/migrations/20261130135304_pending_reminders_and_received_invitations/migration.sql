-- CreateIndex
CREATE INDEX "one_time_token_invite_idx" ON "one_time_token"("email") WHERE (purpose = 'invite' AND used_at IS NULL);

-- CreateIndex
CREATE INDEX "reminder_pending_idx" ON "reminder"("workspace_id", "user_id", "at", "id") WHERE (fired_at IS NULL AND deleted_at IS NULL AND at IS NOT NULL);
