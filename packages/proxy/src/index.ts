export { freePort } from "./listening/free-port.ts";
export { openLink } from "./open-link.ts";
export type { OpenLinkOptions } from "./open-link-options.ts";
export type { Tap, TapConnection, TapFactory } from "./tap.ts";
