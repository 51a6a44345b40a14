/** Security events that have a translated name. Other events are shown with their identifier. */
export const EVENT_KINDS = [
  "authn_login_success",
  "authn_login_fail",
  "authn_reauthenticated",
  "authn_password_change",
  "authn_password_reset",
  "authn_password_reset_request",
  "authn_password_reset_link",
  "authn_email_change",
  "authn_email_change_reverted",
  "authn_token_created",
  "authn_token_revoked",
  "authn_token_reuse",
  "authz_fail",
  "session_logout",
  "session_revoked",
  "user_created",
  "user_deleted",
  "user_email_verified",
  "user_exported",
  "user_invited",
  "user_reactivated",
  "user_suspended",
  "privilege_permissions_changed",
  "sensitive_export",
  "sensitive_mail_opened",
  "sys_registration_changed",
  "sys_key_rotated",
] as const;

/** The possible outcomes of an event. */
export const OUTCOMES = ["success", "failure", "denied"] as const;
