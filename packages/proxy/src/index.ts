export { freePort } from "./listening/free-port.ts";
export { type OpenLinkOptions, openLink } from "./open-link.ts";
export type { Tap, TapConnection, TapFactory } from "./tap.ts";
