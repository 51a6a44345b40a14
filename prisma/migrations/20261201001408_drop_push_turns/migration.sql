-- DropIndex
DROP INDEX "push_subscription_not_before_session_id_idx";
