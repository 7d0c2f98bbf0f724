import type { Tap, TapConnection } from "@chaos-packs/proxy";
import { AnswerHalf } from "./answer-half.ts";
import { Conversation, type TapOptions } from "./conversation.ts";
import { Outbox } from "./outbox.ts";
import { RequestHalf } from "./request-half.ts";

/** Opens the tap of one HTTP connection. What is not HTTP/1.1 passes through it unchanged. */
export function openTap(connection: TapConnection, options: TapOptions): Tap {
  const conversation = new Conversation(connection, options);
  const answers = new AnswerHalf(conversation, new Outbox((bytes) => connection.sendDown(bytes)), () => {
    conversation.isBlind = true;
    requests.giveUp();
  });
  const requests = new RequestHalf(conversation, answers, new Outbox((bytes) => connection.sendUp(bytes)));
  return {
    up: (bytes) => requests.read(bytes),
    down: (bytes) => answers.read(bytes),
    upEnd: () => requests.finish(),
    downEnd: () => answers.finish(),
    isBusy: () => conversation.unanswered.length > 0 || !requests.isIdle,
    // HTTP has no handshake: the first answer is a reply like any other.
    isEstablished: () => true,
    closed: () => conversation.gone.abort(),
  };
}
