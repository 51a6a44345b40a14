/** The path of a person's data export: GET returns one JSON document, streamed while it is generated. */
export const ACCOUNT_EXPORT_PATH = "/api/export/account";

/** How a complete document ends. A document that ends differently has been cut off. */
export const ACCOUNT_EXPORT_END = ',"complete":true}';
