/** The path of the links in emails that end emails of a kind (RFC 8058). */
export const UNSUBSCRIBE_PATH = "/api/unsubscribe";
