/**
 * The request header in which a browser tab names the user whose data it shows. The tabs of a browser share their
 * cookies, so another user may have signed in since the tab was opened. The server then rejects the request, and the
 * tab's unsent changes wait for their author.
 */
export const USER_HEADER = "docket-user";
