/** The reason why a database could not be opened, migrated, backed up or restored. */
export type OperatorErrorCode =
  | "backup_unreadable"
  | "backup_unwritable"
  | "data_directory_in_use"
  | "data_directory_unwritable"
  | "data_directory_version"
  | "database_encoding"
  | "database_newer"
  | "database_not_empty"
  | "database_pooler"
  | "database_unreachable"
  | "database_version"
  | "migration_edited"
  | "migration_failed"
  | "postgres_not_started"
  | "postgres_unavailable"
  | "secret_exposed";

/**
 * A problem that only the operator can solve. `message` describes the problem and its solution in one or two sentences
 * and is printed unchanged. `cause` is the technical error for the log.
 */
export class OperatorError extends Error {
  readonly code: OperatorErrorCode;

  constructor(code: OperatorErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "OperatorError";
    this.code = code;
  }
}
