import { soundDegradation } from "../degradation/degradation.ts";
import { pauseBefore } from "../pool/pause-before.ts";
import { catchUp } from "./feeds/catch-up.ts";
import { checkFuture } from "./feeds/check-future.ts";
import { comparePositions } from "./feeds/compare-positions.ts";
import { declareGap, tellGap } from "./feeds/declare-gap.ts";
import { beginFeed, establishFeed } from "./feeds/establish-feed.ts";
import { fillHole } from "./feeds/fill-hole.ts";
import { findFeed, followFeed } from "./feeds/find-feed.ts";
import { followNewNumbers, isNumberedAnew } from "./feeds/follow-new-numbers.ts";
import { handOut, passOn } from "./feeds/hand-out.ts";
import { handOutLocally } from "./feeds/hand-out-locally.ts";
import { isWanted } from "./feeds/is-wanted.ts";
import { noteOwn } from "./feeds/note-own.ts";
import { readHistory } from "./feeds/read-history.ts";
import { readPositions } from "./feeds/read-positions.ts";
import { replay } from "./feeds/replay.ts";
import { startSubscription } from "./feeds/start-subscription.ts";
import { takeFound } from "./feeds/take-found.ts";
import { takeMessage } from "./feeds/take-message.ts";
import { takePush } from "./feeds/take-push.ts";
import { untilDone } from "./feeds/until-done.ts";
import { readHealth } from "./http/read-health.ts";
import { mendJournal, openJournal, readJournal, writeEntry } from "./journal/open-journal.ts";
import type { LiveParts } from "./live-parts.ts";
import { openLive } from "./open-live.ts";
import { drainLane } from "./publishing/drain-lane.ts";
import { emptyOutbox } from "./publishing/empty-outbox.ts";
import { floorOf, giveToRedis } from "./publishing/give-to-redis.ts";
import { makeRoom } from "./publishing/make-room.ts";
import { mayTryAgain } from "./publishing/may-try-again.ts";
import { noteSeen } from "./publishing/note-seen.ts";
import { noteUnheard } from "./publishing/note-unheard.ts";
import { openPublishing, openReading } from "./publishing/open-policy.ts";
import { publishMessage } from "./publishing/publish-message.ts";
import { publishMode } from "./publishing/publish-mode.ts";
import { tellLocally } from "./publishing/tell-locally.ts";
import { wasGiven } from "./publishing/was-given.ts";
import { askRedis } from "./redis/ask-redis.ts";
import { beatLine, beatWhile } from "./redis/beat-while.ts";
import { closeLine } from "./redis/close-line.ts";
import { createClient } from "./redis/create-client.ts";
import { dialFailed } from "./redis/dial-failed.ts";
import { dialLine } from "./redis/dial-line.ts";
import { greetServer } from "./redis/greet-server.ts";
import { lineIsUp } from "./redis/line-is-up.ts";
import { lineReady } from "./redis/line-ready.ts";
import { listenForPushes } from "./redis/listen-for-pushes.ts";
import { loseLine } from "./redis/lose-line.ts";
import { noteLine } from "./redis/note-line.ts";
import { pauseThenDial } from "./redis/pause-then-dial.ts";
import { raiseLine } from "./redis/raise-line.ts";
import { spoilsLine } from "./redis/spoils-line.ts";
import { subscribeTo } from "./redis/subscribe-to.ts";
import { syncSubscriptions } from "./redis/sync-subscriptions.ts";
import { topicsToRenew } from "./redis/topics-to-renew.ts";
import { unsubscribeFrom } from "./redis/unsubscribe-from.ts";
import { within } from "./redis/within.ts";
import { answerWish } from "./sockets/answer-wish.ts";
import { closeSockets } from "./sockets/close-sockets.ts";
import { cutOff } from "./sockets/cut-off.ts";
import { dropSocket } from "./sockets/drop-socket.ts";
import { forgetTopics } from "./sockets/forget-topics.ts";
import { keepAlive, keepAliveWhile } from "./sockets/keep-alive-while.ts";
import { notePositions, openEventStream } from "./sockets/open-event-stream.ts";
import { openWebSocket } from "./sockets/open-websocket.ts";
import { sendTo } from "./sockets/send-to.ts";
import { openPatterns, putInForce, subscribeSocket, wishFor } from "./sockets/subscribe-socket.ts";
import { takeWish } from "./sockets/take-wish.ts";
import { tellMode } from "./sockets/tell-mode.ts";
import { unsubscribeSocket } from "./sockets/unsubscribe-socket.ts";
import { welcome } from "./sockets/welcome.ts";
import { stopLive } from "./stop-live.ts";

/** The live side as it should be. */
export const soundLive: LiveParts = {
  ...soundDegradation,
  within,
  createClient,
  dialLine,
  greetServer,
  raiseLine,
  lineIsUp,
  loseLine,
  dialFailed,
  pauseThenDial,
  pauseBefore,
  lineReady,
  askRedis,
  spoilsLine,
  noteLine,
  beatWhile,
  beatLine,
  closeLine,
  topicsToRenew,
  subscribeTo,
  unsubscribeFrom,
  syncSubscriptions,
  listenForPushes,
  takePush,
  isWanted,
  findFeed,
  followFeed,
  takeMessage,
  isNumberedAnew,
  followNewNumbers,
  fillHole,
  takeFound,
  declareGap,
  tellGap,
  handOut,
  passOn,
  handOutLocally,
  noteOwn,
  establishFeed,
  beginFeed,
  startSubscription,
  checkFuture,
  replay,
  catchUp,
  comparePositions,
  readHistory,
  readPositions,
  untilDone,
  openPublishing,
  openReading,
  mayTryAgain,
  publishMessage,
  makeRoom,
  drainLane,
  giveToRedis,
  floorOf,
  wasGiven,
  noteUnheard,
  noteSeen,
  tellLocally,
  publishMode,
  emptyOutbox,
  openWebSocket,
  openEventStream,
  notePositions,
  welcome,
  takeWish,
  wishFor,
  subscribeSocket,
  openPatterns,
  putInForce,
  answerWish,
  unsubscribeSocket,
  forgetTopics,
  sendTo,
  cutOff,
  dropSocket,
  keepAliveWhile,
  keepAlive,
  tellMode,
  closeSockets,
  openJournal,
  writeEntry,
  readJournal,
  mendJournal,
  openLive,
  readHealth,
  stopLive,
};
