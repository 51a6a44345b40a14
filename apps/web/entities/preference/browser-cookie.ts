const ONE_YEAR_S = 31_536_000;

/** Stores a choice in a cookie for one year, so that the server can apply it when rendering. */
export function rememberInBrowser(name: string, value: string): void {
  document.cookie = [`${name}=${value}`, "Path=/", `Max-Age=${ONE_YEAR_S}`, "SameSite=Lax"].join("; ");
}

/** Returns a value that was remembered in this browser, or undefined. */
export function readFromBrowser(name: string): string | undefined {
  const cookie = document.cookie.split("; ").find((one) => one.startsWith(`${name}=`));
  return cookie && decodeURIComponent(cookie.slice(name.length + 1));
}
