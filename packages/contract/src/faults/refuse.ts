import { undoAll } from "../fault.ts";
import { onLinksArgs } from "../fault-args.ts";
import { defineFaultType } from "../fault-type.ts";
import { object } from "../schema.ts";

/** The dependency is gone: live connections are reset, new ones refused, until it heals. Strikes every replica unless `of` says otherwise. */
export const refuse = defineFaultType({
  name: "refuse",
  args: object(onLinksArgs),
  defaults: { link: "struck", of: "all", fate: "drop" },
  uses: ["links"],
  make: ({ link, of, fate }) => ({
    fate,
    strikes: [link],
    async inject({ links }) {
      const undos: AsyncDisposable[] = [];
      for (const each of links(link, of)) {
        undos.push(await each.fail({ how: "refuse", at: "dial" }));
        undos.push(await each.fail({ how: "rst", at: "now" }));
      }
      return undoAll(undos);
    },
  }),
});
