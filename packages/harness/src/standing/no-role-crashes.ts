import {
  defineInvariant,
  type Exit,
  emptyHistory,
  holds,
  nameOfReplica,
  unknown,
  violated,
} from "@chaos-packs/contract";

const exit = (part: Partial<Exit>): Exit => ({
  by: { role: "worker", index: 0, incarnation: 1 },
  at: 10,
  asked: true,
  how: "killed",
  reason: "SIGKILL",
  ...part,
});

/** No role dies of an uncaught error, nor ends without having been asked to. */
export const noRoleCrashes = defineInvariant({
  name: "no role crashes",
  check({ exits, roles }) {
    if (Object.keys(roles).length === 0) return unknown("no role took part");
    const crashed = exits.find(({ asked, how }) => !asked || how === "crashed");
    return crashed
      ? violated(
          `${nameOfReplica(crashed.by)} ${crashed.how} ${Math.round(crashed.at)} ms into the run: ${crashed.reason.split("\n")[0]}`,
          crashed,
        )
      : holds;
  },
  examples: {
    keeps: {
      ...emptyHistory,
      roles: { worker: { replicas: 1, connections: {}, dialsPerSecond: 20 } },
      exits: [exit({})],
    },
    breaks: {
      ...emptyHistory,
      roles: { worker: { replicas: 1, connections: {}, dialsPerSecond: 20 } },
      exits: [exit({ asked: false, how: "crashed", reason: "Error: boom" })],
    },
  },
});
