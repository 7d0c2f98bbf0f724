import {
  defineInvariant,
  emptyHistory,
  type Faultless,
  type History,
  holds,
  unknown,
  violated,
} from "@chaos-packs/contract";

const look = (boxes: number): Faultless => ({
  operations: [
    {
      client: "settle",
      name: "result",
      input: { job: "j" },
      calledAt: 0,
      returnedAt: 1,
      result: { status: "ok", output: { boxes } },
    },
  ],
  observations: [],
});

const looked = (first: number, late: number): History => ({
  ...emptyHistory,
  lateLook: { first: look(first), late: look(late) },
});

/** The last output of everything that was asked for in a look, by what was asked. */
function outputsOf({ operations, observations }: Faultless): ReadonlyMap<string, string> {
  const outputs = new Map<string, string>();
  for (const { capability, name, input, result } of [...operations, ...observations])
    if (result.status === "ok")
      outputs.set(JSON.stringify([capability ?? "", name, input]), JSON.stringify(result.output));
  return outputs;
}

/** After everything has been quiet for longer than lost work takes to be given out again, a late look sees what the first one saw. */
export const stateStaysSo = defineInvariant({
  name: "state stays so",
  check({ lateLook }) {
    if (!lateLook) return unknown("there was no late look");
    const late = outputsOf(lateLook.late);
    const both = [...outputsOf(lateLook.first)].filter(([asked]) => late.has(asked));
    if (both.length === 0) return unknown("the late look saw nothing that the first one had seen");
    const changed = both.find(([asked, output]) => late.get(asked) !== output);
    if (!changed) return holds;
    const [, name, input] = JSON.parse(changed[0]) as readonly [string, string, unknown];
    return violated(
      `when all was quiet ${name} of ${JSON.stringify(input)} was ${excerpt(changed[1])}, and later it was ${excerpt(late.get(changed[0]) ?? "")}`,
    );
  },
  examples: { keeps: looked(3, 3), breaks: looked(3, 6) },
});

const excerpt = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text);
