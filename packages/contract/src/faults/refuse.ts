import { defineFault, type Fault, linkAsJson, undoAll } from "../fault.ts";
import type { OnLinks } from "./on-links.ts";

/** The dependency is gone: live connections are reset, new ones refused, until it heals. Strikes every replica unless `of` says otherwise. */
export const refuse = ({ link = "struck", of = "all", fate = "drop" }: OnLinks = {}): Fault =>
  defineFault({
    name: "refuse",
    args: { link: linkAsJson(link), of, fate },
    fate,
    uses: ["links"],
    strikes: [link],
    async inject({ links }) {
      const undos: AsyncDisposable[] = [];
      for (const each of links(link, of)) {
        undos.push(await each.fail({ how: "refuse", at: "dial" }));
        undos.push(await each.fail({ how: "rst", at: "now" }));
      }
      return undoAll(undos);
    },
  });
