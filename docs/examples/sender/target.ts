import { bindCapability, defineTarget, workerThread } from "@chaos-packs/contract";
import { lineSent } from "../lines/line-sent.ts";
import { lines } from "../lines/lines.ts";
import { outbox } from "../outbox/outbox.ts";

const dependencies = { office: lines() };

/** The sender, sound or as the broken variant that sends blindly again. */
export const sender = ({ blind = false } = {}) =>
  defineTarget(dependencies, {
    name: "sender",
    roles: {
      api: workerThread({
        entry: new URL("./sender.js", import.meta.url),
        ready: { path: "/ready" },
        env: ({ url, port }) => ({ POST_OFFICE: url.office, PORT: String(port), BLIND: blind ? "1" : "0" }),
      }),
    },
    capabilities: [
      bindCapability(outbox, dependencies, {
        operations: { send: ({ letter }) => ({ role: "api", method: "POST", path: `/letters/${letter}` }) },
        observations: { delivered: async ({ office }) => ({ letters: await office.letters() }) },
        arrangements: {},
        traits: {},
        moments: { "letter is handed over": lineSent<"letter">("office", /^SEND (?<letter>\S+)$/) },
      }),
    ],
  });
