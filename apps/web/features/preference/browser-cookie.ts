const ONE_YEAR_S = 31_536_000;

/** Remembers a choice in this browser for a year, where the server reads it with the next page. */
export function rememberInBrowser(name: string, value: string): void {
  document.cookie = [`${name}=${value}`, "Path=/", `Max-Age=${ONE_YEAR_S}`, "SameSite=Lax"].join("; ");
}
