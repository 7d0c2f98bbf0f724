import { scenario as concurrentSubscriptions } from "./concurrent-subscriptions.ts";
import { scenario as disconnectDuringBroadcast } from "./disconnect-during-broadcast.ts";
import { scenario as droppedMessageNoticed } from "./dropped-message-noticed.ts";
import { scenario as gapIsDeclared } from "./gap-is-declared.ts";
import { scenario as halfOpenNoticed } from "./half-open-noticed.ts";
import { scenario as invalidChannel } from "./invalid-channel.ts";
import { scenario as noDuplicatesAfterReconnect } from "./no-duplicates-after-reconnect.ts";
import { scenario as oneBadSocket } from "./one-bad-socket.ts";
import { scenario as orderPerChannel } from "./order-per-channel.ts";
import { scenario as publishFallsBack } from "./publish-falls-back.ts";
import { scenario as reconnectFailsThenHeals } from "./reconnect-fails-then-heals.ts";
import { scenario as reconnectIsSpread } from "./reconnect-is-spread.ts";
import { scenario as redialRateIsBounded } from "./redial-rate-is-bounded.ts";
import { scenario as redisLoading } from "./redis-loading.ts";
import { scenario as redisMaxClients } from "./redis-max-clients.ts";
import { scenario as redisOutOfMemory } from "./redis-out-of-memory.ts";
import { scenario as redisReadonly } from "./redis-readonly.ts";
import { scenario as resubscribesAfterRestart } from "./resubscribes-after-restart.ts";
import { scenario as resubscribesToAll } from "./resubscribes-to-all.ts";
import { scenario as shutdownWhileRedisDown } from "./shutdown-while-redis-down.ts";
import { scenario as slowSubscriber } from "./slow-subscriber.ts";
import { scenario as socketsSurviveOutage } from "./sockets-survive-outage.ts";
import { scenario as sseIdleTimeout } from "./sse-idle-timeout.ts";
import { scenario as sseReconnects } from "./sse-reconnects.ts";
import { scenario as sseReplays } from "./sse-replays.ts";
import { scenario as sseReplaysAfterRestart } from "./sse-replays-after-restart.ts";
import { scenario as subscriberKilled } from "./subscriber-killed.ts";
import { scenario as zeroSubscribersNoticed } from "./zero-subscribers-noticed.ts";

/** Every scenario of the pack by its id, which is the name of its file; a test compares this list with the folder. */
export const scenarios = {
  "disconnect-during-broadcast": disconnectDuringBroadcast,
  "zero-subscribers-noticed": zeroSubscribersNoticed,
  "resubscribes-to-all": resubscribesToAll,
  "resubscribes-after-restart": resubscribesAfterRestart,
  "half-open-noticed": halfOpenNoticed,
  "invalid-channel": invalidChannel,
  "publish-falls-back": publishFallsBack,
  "gap-is-declared": gapIsDeclared,
  "dropped-message-noticed": droppedMessageNoticed,
  "order-per-channel": orderPerChannel,
  "no-duplicates-after-reconnect": noDuplicatesAfterReconnect,
  "slow-subscriber": slowSubscriber,
  "concurrent-subscriptions": concurrentSubscriptions,
  "redis-readonly": redisReadonly,
  "redis-loading": redisLoading,
  "redis-out-of-memory": redisOutOfMemory,
  "redis-max-clients": redisMaxClients,
  "sockets-survive-outage": socketsSurviveOutage,
  "one-bad-socket": oneBadSocket,
  "reconnect-is-spread": reconnectIsSpread,
  "sse-reconnects": sseReconnects,
  "sse-replays": sseReplays,
  "sse-replays-after-restart": sseReplaysAfterRestart,
  "sse-idle-timeout": sseIdleTimeout,
  "reconnect-fails-then-heals": reconnectFailsThenHeals,
  "redial-rate-is-bounded": redialRateIsBounded,
  "shutdown-while-redis-down": shutdownWhileRedisDown,
  "subscriber-killed": subscriberKilled,
};
