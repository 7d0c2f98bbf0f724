import type { Effects, History, Json } from "@chaos-packs/contract";

interface About {
  readonly type?: string;
  readonly channel?: string;
  readonly id?: string;
  readonly from?: number;
  readonly to?: number;
}

interface Deliveries {
  readonly taken: readonly About[];
  readonly gaps: readonly About[];
}

const nameOf = ({ channel = "", id = "" }: About): string => `message ${id} of ${channel}`;

/** What is a message for clients, and what says that messages will not come. */
const about = (value: Json): About => (typeof value === "object" && value !== null ? (value as About) : {});

/** The messages that one stream brought again. */
function duplicatesOn({ items }: History["streams"][number]): readonly string[] {
  const names = items.flatMap(({ value }) => (about(value).type === "message" ? [nameOf(about(value))] : []));
  return names.filter((name, index) => names.indexOf(name) !== index);
}

/**
 * The effects of the operations of `broadcast`: a message that was answered with success has reached somebody, or was
 * declared missing to somebody who waited for it. Who must get it is for scenarios to judge.
 */
export function effectsOfBroadcast({ operations, streams, observations }: History): Effects {
  const arrived = streams.flatMap(({ items }) => items.map(({ value }) => about(value)));
  const looks = observations.flatMap(({ name, result }) =>
    name === "deliveries" && result.status === "ok" ? [result.output as unknown as Deliveries] : [],
  );
  const takenIn = looks.flatMap(({ taken }) => taken);
  const gaps = [...arrived.filter(({ type }) => type === "gap"), ...looks.flatMap(({ gaps }) => gaps)];
  const published = operations.flatMap(({ name, input, result }) =>
    name === "publish" && result.status === "ok"
      ? [{ ...about(input), seq: (result.output as { readonly seq: number | null }).seq }]
      : [],
  );
  const declared = published.filter(({ channel, seq }) =>
    gaps.some((gap) => gap.channel === channel && seq !== null && (gap.from ?? 0) <= seq && seq <= (gap.to ?? -1)),
  );
  const present = new Set([...arrived.filter(({ type }) => type === "message"), ...takenIn, ...declared].map(nameOf));
  // What is published before anybody listens is owed to nobody: a channel counts from the first message on that arrived.
  const from = new Map<string | undefined, number>();
  for (const [index, message] of published.entries())
    if (!from.has(message.channel) && present.has(nameOf(message))) from.set(message.channel, index);
  return {
    acknowledged: published.filter(({ channel }, index) => index >= (from.get(channel) ?? 0)).map(nameOf),
    required: [],
    forbidden: [],
    present: [...present],
    ...(streams.length > 0 && { duplicates: streams.flatMap(duplicatesOn) }),
  };
}
