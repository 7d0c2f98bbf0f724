export { freePort } from "./listening/free-port.ts";
export { openLink, type OpenLinkOptions } from "./open-link.ts";
export type { Tap, TapConnection, TapFactory } from "./tap.ts";
