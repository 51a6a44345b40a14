/** Where a person's own data are exported from: by GET, as one JSON document that is sent while it is read. */
export const ACCOUNT_EXPORT_PATH = "/api/export/account";

/** How the document ends. One that ends otherwise has been cut off. */
export const ACCOUNT_EXPORT_END = ',"complete":true}';
