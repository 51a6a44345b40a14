import { expect, test } from "vitest";
import { browserOf } from "./browser-name.ts";

const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";

test.each([
  [`${IPHONE} Version/18.1 Mobile/15E148 Safari/604.1`, "Safari", "iOS"],
  [`${IPHONE} CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1`, "Chrome", "iOS"],
  [`${IPHONE} FxiOS/133.0 Mobile/15E148 Safari/605.1.15`, "Firefox", "iOS"],
  [`${IPHONE} EdgiOS/131.0.2903.68 Version/18.0 Mobile/15E148 Safari/604.1`, "Edge", "iOS"],
  [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    "Chrome",
    "Linux",
  ],
  ["curl/8.11.0", "curl", null],
])("names the browser and the system of %s", (userAgent, browser, system) => {
  expect(browserOf(userAgent)).toEqual({ browser, system });
});
