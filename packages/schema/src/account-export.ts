/** Path of the personal data export: GET returns one JSON document, streamed while it is generated. */
export const ACCOUNT_EXPORT_PATH = "/api/export/account";

/** The end of a complete document. A document with a different end has been truncated. */
export const ACCOUNT_EXPORT_END = ',"complete":true}';
