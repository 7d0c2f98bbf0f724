import type { Fate, Sighting } from "@chaos-packs/contract/kind";
import { RuleBook } from "../src/rules/rule-book.ts";
import type { PostgresTapOptions } from "../src/tap/conversation.ts";
import { isNotification } from "../src/tap/notification.ts";
import { openPostgresTap } from "../src/tap/postgres-tap.ts";
import type { Exchange } from "../src/tap/seen-statement.ts";
import { StatementTexts } from "../src/tap/statement-texts.ts";
import { openFakeConnection } from "./fake-connection.ts";
import { client, server } from "./frames.ts";

/** What a tap has told of an exchange, as plain data. */
export const plainOf = ({ statements }: Exchange) =>
  statements.map(({ fingerprint, position, parameters, rows, columns, failed }) => ({
    fingerprint,
    position,
    parameters,
    rows,
    columns,
    failed,
  }));

/** A tap on a connection without sockets. */
export function openTap(
  options: Partial<PostgresTapOptions> = {},
  fates: (sighting: Sighting) => Promise<Fate> | undefined = () => undefined,
) {
  const fake = openFakeConnection();
  const sightings: { edge: string; exchange: ReturnType<typeof plainOf> }[] = [];
  const notified: (readonly [edge: string, channel: string, payload: string])[] = [];
  const rules = new RuleBook(1);
  const tap = openPostgresTap(fake.connection, {
    by: { role: "worker", index: 0 },
    dependency: "postgres",
    watch(sighting) {
      if (isNotification(sighting.message)) {
        notified.push([sighting.edge, sighting.message.channel, sighting.message.payload]);
        return fates(sighting);
      }
      sightings.push({ edge: sighting.edge, exchange: plainOf(sighting.message as Exchange) });
      return fates(sighting);
    },
    texts: new StatementTexts((print) => /wanted|commit/.test(print)),
    asks: { before: true, after: true },
    rules,
    talks: new Set(),
    tls: "refuse",
    ...options,
  });
  return { ...fake, tap, rules, sightings, notified };
}

/** A tap whose handshake is over. */
export function openGreetedTap(...how: Parameters<typeof openTap>) {
  const opened = openTap(...how);
  opened.tap.up(client.startup());
  opened.tap.down(server.welcome());
  const up = opened.sentUp().length;
  const down = opened.sentDown().length;
  return { ...opened, sentUp: () => opened.sentUp().subarray(up), sentDown: () => opened.sentDown().subarray(down) };
}
