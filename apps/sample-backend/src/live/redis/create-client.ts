import { Redis } from "ioredis";
import type { LiveConfig } from "../live-config.ts";

/** How long a closed client waits for its socket's end, also for one that has ended already, ms. */
const DISCONNECT_MS = 30;

/** A client for one connection. It makes nothing good by itself: whoever keeps the line decides when to dial again, and what to repeat. */
export const createClient = ({ redisUrl, connectTimeoutMs }: LiveConfig): Redis =>
  new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: connectTimeoutMs,
    disconnectTimeout: DISCONNECT_MS,
    retryStrategy: null,
    enableOfflineQueue: false,
    enableReadyCheck: false,
    autoResubscribe: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    disableClientInfo: true,
  });
