export { after, now } from "./clock.ts";
export { strikeShare } from "./failures/strike-share.ts";
export type { LinkEvent, LiveConnection } from "./link-event.ts";
export { freePort } from "./listening/free-port.ts";
export { openLink } from "./open-link.ts";
export type { OpenLinkOptions } from "./open-link-options.ts";
export type { OpenedLink } from "./opened-link.ts";
export { randomFrom } from "./random.ts";
export type { Tap, TapConnection, TapFactory } from "./tap.ts";
