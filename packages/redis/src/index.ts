export { cutCommand, dropCommand } from "./faults/cut-command.ts";
export { cutPushed } from "./faults/cut-pushed.ts";
export { delayCommand } from "./faults/delay-command.ts";
export { delayPushed } from "./faults/delay-pushed.ts";
export { dropPushed } from "./faults/drop-pushed.ts";
export { duplicateCommand } from "./faults/duplicate-command.ts";
export { duplicatePushed } from "./faults/duplicate-pushed.ts";
export {
  failHandshake,
  passwordDemanded,
  protocolRefused,
  redisMaxClients,
  serverLoading,
  tooManyClients,
  wrongPassword,
} from "./faults/fail-handshake.ts";
export { type FailOver, failOver, redisFailOver } from "./faults/fail-over.ts";
export { type FailedDials, handshakeFailures, silentHandshake } from "./faults/handshake-failures.ts";
export { killClients } from "./faults/kill-clients.ts";
export { limitClients } from "./faults/limit-clients.ts";
export { limitMemory } from "./faults/limit-memory.ts";
export { limitOutputBuffer } from "./faults/limit-output-buffer.ts";
export type { OnCommands, OnEdge } from "./faults/on-commands.ts";
export type { OnDials } from "./faults/on-dials.ts";
export type { OnMessages } from "./faults/on-messages.ts";
export type { OnPushed } from "./faults/on-pushed.ts";
export type { OnServer } from "./faults/on-server.ts";
export { otherProtocol } from "./faults/other-protocol.ts";
export {
  presets,
  redisIntermittent,
  redisLoading,
  redisMisconf,
  redisOutOfMemory,
  redisReadonly,
  redisSlow,
  redisTimeout,
  redisUnavailable,
} from "./faults/presets.ts";
export { redisFaults } from "./faults/redis-faults.ts";
export { replyWithError } from "./faults/reply-with-error.ts";
export { killServer, type RestartServer, redisRestart, restartServer, stopServer } from "./faults/restart-server.ts";
export { stallServer } from "./faults/stall-server.ts";
export { truncateReply } from "./faults/truncate-reply.ts";
export { redisKind } from "./kind.ts";
export { type CommandOptions, type CommandPattern, command } from "./moments/command.ts";
export { payloadOf } from "./moments/payload-of.ts";
export { type PushedOptions, type PushedPattern, pushed } from "./moments/pushed.ts";
export { script } from "./moments/script.ts";
export { type SubscriptionOptions, subscription } from "./moments/subscription.ts";
export { canProvision, type Provisioned, type ProvisionOptions, provisionRedis } from "./provision/provision-redis.ts";
export { type RedisOptions, redis } from "./redis.ts";
export type { CommandMatch, PayloadMatch, PushedMatch } from "./rules/match.ts";
export type { RedisRule } from "./rules/redis-rule.ts";
export type { RefusalCode } from "./rules/refusals.ts";
export { findBinary } from "./server/find-binary.ts";
export type { ClientType } from "./server/other-clients.ts";
export type { RedisBinary } from "./server/redis-binary.ts";
export type { RedisControl, ServerControl, ServerState } from "./server/redis-control.ts";
export type { RedisOwn } from "./server/redis-own.ts";
export type { WireTraffic } from "./tap/link-traffic.ts";
export type { PushedMessage } from "./tap/pushed-message.ts";
export { errorCode, type RedisMessage } from "./tap/redis-message.ts";
export type { Script } from "./tap/scripts.ts";
