/** Error messages by error code (schema/error.ts). */
export const problem = {
  unreachable: "Docket can't be reached. Check the connection and try again.",
  internal: "Something went wrong. Try again. (Request {request})",
  invalid: "Some of this input isn't valid. Check it and try again.",
  malformed: "This request isn't valid. Reload the page and try again.",
  unauthorized: "Please sign in.",
  forbidden: "You don't have permission to do this.",
  reauthentication_required: "Enter your password again to continue.",
  not_found: "This no longer exists, or it isn't shared with you.",
  method_not_allowed: "This request isn't valid. Reload the page and try again.",
  conflict: "This isn't possible in the current state. Reload the page and try again.",
  stale: "Someone else has changed this in the meantime. Check it and try again.",
  already_made: "This has already been done.",
  too_large: "This is too large. Shorten it, or send less at a time.",
  tooLargeForProxy:
    "A proxy in front of Docket refused this because of its size. Ask the person who runs Docket to raise its limit for request bodies.",
  unsupported_media_type: "The server doesn't accept this kind of data. Reload the page and try again.",
  too_many_requests: "Too many requests. Try again in a moment.",
  unavailable: "Docket is busy. Try again in a moment.",
  timeout: "This took too long. Try again.",
  unknownAddress:
    "This server doesn't know the address {address}. Add it to the setting APP_URL and restart Docket, or open Docket at an address that is already listed there.",
  waitForLimit: "Too many requests. Try again in {seconds, plural, one {# second} other {# seconds}}.",
  waitForTurn: "Docket is busy. Try again in {seconds, plural, one {# second} other {# seconds}}.",
  input: "Input",
  issues: {
    wrong_password: "The password is wrong.",
    link: "This link is invalid or has expired. Ask for a new one.",
    password_short: "The password needs at least 12 characters.",
    password_long: "The password is too long.",
    password_pattern: "The password is too repetitive or follows a keyboard pattern. Choose another one.",
    password_personal:
      "The password is too similar to your email, your name or the name of this app. Choose another one.",
    password_common: "The password is too common. Choose another one.",
    password_malformed: "The password contains invalid characters.",
    password_control: "The password contains control characters.",
  },
} as const;
