import { array, type CapabilitySpec, integer, nullable, object, oneOf, string } from "@chaos-packs/contract/pack";

const channel = string({ description: "names one channel, such as `news` or `room:1`" });
const id = string({
  description: "names one message, given by who publishes it",
});
const seq = integer({
  minimum: 0,
  description: "the message's number in its channel; it grows, also when the broker has lost its memory",
});
const reader = string({ description: "names who listens, across its reconnections; a service need not look at it" });
const via = oneOf("broker", "local");
const mode = oneOf("NORMAL", "DEGRADED", "MINIMAL", "OFFLINE");
const aboutMessage = object({ channel, id });

/**
 * One thing that arrives at a client. `message`: with `channel`, `id`, `body`, `via` and `seq` (null: handed over locally
 * while the broker was away, before anybody could number it), and on an event stream `eventId`. `gap`: the messages of
 * `channel` from number `from` to number `to`, both counted, are missing for this client and will not come. `mode`: how the
 * service is. `subscribed`, `unsubscribed`: a wish about `channel` is in force from here on. `refused`: a wish is not, and
 * `error` says in words why. `alive`: a sign of life, and nothing else; no comment or ping, since a browser's client is
 * shown neither.
 */
const arrival = object(
  { type: oneOf("message", "gap", "mode", "subscribed", "unsubscribed", "refused", "alive") },
  {
    channel,
    id,
    body: string(),
    via,
    seq: nullable(seq),
    eventId: string({ description: "what to give as lastEventId to go on after it" }),
    from: seq,
    to: seq,
    mode,
    error: string(),
  },
);

/** What a service can have of `broadcast`; see there. What reads histories by it stands below it. */
export const partsOfBroadcast = {
  name: "broadcast",
  description: "Messages passed on through a broker to clients that stay connected",
  operations: {
    publish: {
      description:
        "Passes a message on. A service that promises fallbackWithinMs hands it to the clients of the process that was asked while the broker cannot take it, and answers with `local`; the broker gets it later. Others answer with a failure.",
      input: object({ channel, id, body: string() }),
      output: object(
        {},
        {
          seq: nullable(seq),
          via,
          receivers: nullable(integer({ minimum: 0, description: "subscribers that the broker passed it on to" })),
        },
      ),
      idempotent: true,
    },
    socket: {
      description:
        "A WebSocket of a client: messages of the given channels, and of those that match the patterns (`room:*`), from here on. Stands when all of them are in force. Patterns are asked of services that promise patternsPerSocket, and wishes are said once it is open to those that promise wishesPerSocket. With `after`, the last number seen of a channel, for services that promise historySize, what came later is replayed first, each once and in order, or declared missing.",
      input: object(
        { reader, channels: array(channel) },
        { patterns: array(string()), after: array(object({ channel, seq })) },
      ),
      output: arrival,
      sends: object({ type: oneOf("subscribe", "unsubscribe"), channel }),
      stream: true,
    },
    events: {
      description:
        "An event stream (SSE) of one channel, from here on. With lastEventId, sent as Last-Event-ID, for services that promise historySize, everything later is replayed first, each once and in order; what is not kept any more is declared missing.",
      input: object({ reader, channel }, { lastEventId: string() }),
      output: arrival,
      stream: true,
    },
    health: {
      description: "How the service is, without waiting for the broker.",
      input: object({}),
      output: object({ mode }),
      idempotent: true,
    },
    openStreams: {
      description:
        "How many WebSockets and event streams of clients the service holds open, without waiting for the broker.",
      input: object({}),
      output: object({ count: integer({ minimum: 0 }) }),
      idempotent: true,
    },
    unheard: {
      description: "How many messages so far the broker has passed on to nobody.",
      input: object({}),
      output: object({ count: integer({ minimum: 0 }) }),
      idempotent: true,
    },
  },
  observations: {
    subscriptions: {
      description: "What the broker itself says of its subscribers now; the harness's own are left out.",
      input: object({}),
      output: object({
        channels: array(object({ channel, subscribers: integer({ minimum: 0 }) })),
        patterns: integer({ minimum: 0, description: "patterns that somebody is subscribed to" }),
      }),
    },
    "own channels": {
      description:
        "The channels that processes of the service listen to for themselves, at least one; whoever publishes there, they take it in.",
      input: object({}),
      output: object({ channels: array(channel) }),
    },
    deliveries: {
      description:
        "What processes of the service that listen for themselves have taken in so far, in the order of its coming, and the gaps that they have declared.",
      input: object({}),
      output: object({
        taken: array(object({ subscriber: string(), channel, id }, { seq })),
        gaps: array(object({ subscriber: string(), channel, from: seq, to: seq })),
      }),
    },
    alerts: {
      description: "Warnings and errors of the service's log.",
      output: object({ role: string(), text: string() }),
      stream: true,
    },
  },
  arrangements: {},
  traits: {
    connections: {
      description: "connections that one process keeps to the broker",
      unit: "count",
      connectionsOf: "message is published",
    },
    connectTimeoutMs: { description: "longest time that opening a connection to the broker may take", unit: "ms" },
    noticeWithinMs: {
      description: "longest time until a connection to the broker that is dead but open is given up",
      unit: "ms",
    },
    backoffBaseMs: { description: "nominal pause after the first of several failed dials in a row", unit: "ms" },
    backoffFactor: { description: "by how much the nominal pause grows with each further failure", unit: "ratio" },
    backoffMostMs: { description: "most that the nominal pause grows to", unit: "ms" },
    backoffJitter: {
      description: "each pause is drawn from (1 − this) to 1 times the nominal one; more than 0.3",
      unit: "ratio",
    },
    publishWithinMs: {
      description: "longest time until a publish is answered, with success or a failure, whatever the broker does",
      unit: "ms",
    },
    knownForMs: {
      description:
        "how long a message that was taken on is known by its id, so that publishing it again changes nothing; no promise: it is passed on again",
      unit: "ms",
    },
    publishTries: {
      description: "how often a message is given to the broker, at least 2, before a publish counts as failed",
      unit: "count",
    },
    fallbackWithinMs: {
      description:
        "longest time from the answer of a publish that the broker could not take until the clients of the process that was asked have the message; no promise: such a publish fails",
      unit: "ms",
    },
    deliverWithinMs: {
      description:
        "longest time from the answer of a publish until clients have the message, when nothing is in the way",
      unit: "ms",
    },
    recoverWithinMs: {
      description: "longest time from the return of the broker until messages pass through it again",
      unit: "ms",
    },
    catchUpWithinMs: {
      description:
        "longest time from the return of the broker until everybody who listens has what was published meanwhile, or is told that it is missing; no promise: what is published while a process has lost the broker may never arrive",
      unit: "ms",
    },
    modeWithinMs: { description: "longest time until clients are told that the mode has changed", unit: "ms" },
    keepAliveMs: { description: "longest silence on the socket or event stream of a client", unit: "ms" },
    giveUpWithinMs: {
      description:
        "longest time until the socket of a client that has died, or takes nothing of what does not fit into buffers, is given up",
      unit: "ms",
    },
    historySize: {
      description:
        "messages of each channel that are kept, and replayed to a client that comes back and says what it had last; no promise: it goes on with what is new",
      unit: "count",
    },
    wishesPerSocket: {
      description: "most channels that a client may subscribe to, and leave, on a socket that is open",
      unit: "count",
    },
    patternsPerSocket: { description: "most patterns of channels that one socket may listen to", unit: "count" },
    channelLength: {
      description:
        "most characters that the name of a channel may have; longer names, empty ones, and those with white space or control characters are refused",
      unit: "count",
    },
    messageBytes: { description: "longest body of a message", unit: "bytes" },
    graceMs: { description: "how long a stop may take", unit: "ms" },
    slackMs: { description: "what the service itself may take beyond each of these bounds", unit: "ms" },
  },
  moments: {
    "message is published": {
      description: "a message is given to the broker, each try of it; `after`: the broker has passed it on",
      scope: aboutMessage,
    },
    "message is pushed": {
      description: "the broker pushes a message to a process that holds clients' sockets",
      scope: aboutMessage,
    },
    "message is taken": {
      description: "the broker pushes a message to a process of the service that listens for itself",
      scope: aboutMessage,
    },
    subscribes: {
      description: "a process subscribes to a channel or, with the pattern in the place of the channel, to a pattern",
      scope: object({ channel }),
    },
  },
} as const satisfies CapabilitySpec;
