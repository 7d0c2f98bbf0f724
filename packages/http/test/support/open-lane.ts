import type { Link, LinkOptions, MomentPattern, StartContext, Watch } from "@chaos-packs/contract/kind";
import { type HttpOptions, http } from "../../src/http.ts";

/** What a kind is started with, for tests that run no program. */
export const context = (
  patterns: readonly MomentPattern<never>[] = [],
  rest: Partial<StartContext> = {},
): StartContext => ({
  name: "upstream",
  signal: new AbortController().signal,
  seed: 7,
  journal: { process: () => () => {}, folder: () => () => {}, undo: async () => () => {} },
  directory: "/nowhere",
  patterns,
  launch: () => Promise.reject(new Error("this test launches nothing")),
  freePort: () => Promise.reject(new Error("this test needs no port")),
  ...rest,
});

/** What a test link is opened with. */
export interface TestLinkOptions {
  readonly patterns?: readonly MomentPattern<never>[];
  readonly watch?: Watch;
  readonly reset?: HttpOptions["reset"];
  readonly connection?: LinkOptions["connection"];
  readonly unseen?: LinkOptions["unseen"];
  readonly hold?: HttpOptions["hold"];
}

/** A link to a server, with its lane. */
export async function openTestLink(
  url: string,
  { patterns = [], watch = () => undefined, reset, connection = () => {}, unseen, hold }: TestLinkOptions = {},
) {
  const server = await http({ url, ...(reset && { reset }), ...(hold && { hold }) }).start(context(patterns));
  const lane = await server.openLane("lane", new AbortController().signal);
  const link: Link = await lane.link({
    by: { role: "worker", index: 0 },
    watch,
    connection,
    ...(unseen && { unseen }),
  });
  return {
    link,
    lane,
    url: link.url,
    async [Symbol.asyncDispose]() {
      await link[Symbol.asyncDispose]();
      await lane[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}
