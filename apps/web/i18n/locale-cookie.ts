/** Cookie with the language chosen in this browser before signing in. */
export const LOCALE_COOKIE = "docket.locale";
