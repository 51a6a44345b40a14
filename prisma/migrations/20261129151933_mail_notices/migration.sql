ALTER TABLE "mail" DROP CONSTRAINT "mail_kind";
ALTER TABLE "mail" ADD CONSTRAINT "mail_kind" CHECK (kind in ('verify_email', 'reset_password', 'change_email', 'email_changed', 'password_changed', 'invite', 'invite_account', 'account_exists', 'token_reuse', 'new_sign_in', 'token_created', 'sessions_ended'));
