import type { FaultType } from "@chaos-packs/contract/kind";
import { cutCommand, dropCommand } from "./cut-command.ts";
import { cutPushed } from "./cut-pushed.ts";
import { delayCommand } from "./delay-command.ts";
import { delayPushed } from "./delay-pushed.ts";
import { dropPushed } from "./drop-pushed.ts";
import { duplicateCommand } from "./duplicate-command.ts";
import { duplicatePushed } from "./duplicate-pushed.ts";
import {
  failHandshake,
  passwordDemanded,
  protocolRefused,
  serverLoading,
  tooManyClients,
  wrongPassword,
} from "./fail-handshake.ts";
import { failOver } from "./fail-over.ts";
import { killClients } from "./kill-clients.ts";
import { limitClients } from "./limit-clients.ts";
import { limitMemory } from "./limit-memory.ts";
import { limitOutputBuffer } from "./limit-output-buffer.ts";
import { otherProtocol } from "./other-protocol.ts";
import { presets } from "./presets.ts";
import { replyWithError } from "./reply-with-error.ts";
import { killServer, restartServer, stopServer } from "./restart-server.ts";
import { stallServer } from "./stall-server.ts";
import { truncateReply } from "./truncate-reply.ts";

/** The types of faults of Redis, by which schedules in JSON name them. */
export const redisFaults: readonly FaultType[] = [
  cutCommand,
  cutPushed,
  delayCommand,
  delayPushed,
  dropCommand,
  dropPushed,
  duplicateCommand,
  duplicatePushed,
  failHandshake,
  failOver,
  killClients,
  killServer,
  limitClients,
  limitMemory,
  limitOutputBuffer,
  otherProtocol,
  passwordDemanded,
  protocolRefused,
  replyWithError,
  restartServer,
  serverLoading,
  stallServer,
  stopServer,
  tooManyClients,
  truncateReply,
  wrongPassword,
  ...Object.values(presets),
];
