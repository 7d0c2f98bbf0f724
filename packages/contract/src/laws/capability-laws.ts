import type { CapabilitySpec } from "../capability.ts";
import { type Law, must } from "./law.ts";
import { survivesJson } from "./survives-json.ts";

/** The laws that every capability keeps: it can be served without knowing TypeScript, and a name means one part. */
export const capabilityLaws = ({
  name,
  operations,
  observations,
  arrangements,
  traits,
  moments,
  redelivery,
}: CapabilitySpec): readonly Law[] => [
  {
    title: `what ${name} describes is data`,
    check() {
      for (const part of [operations, observations, arrangements, traits, moments])
        for (const [key, spec] of Object.entries(part)) must(survivesJson(spec), `"${key}" does not survive JSON`);
    },
  },
  {
    title: `no two parts of ${name} have one name`,
    check() {
      const names = [operations, observations, arrangements, traits].flatMap(Object.keys);
      const twice = names.find((each, index) => names.indexOf(each) !== index);
      must(twice === undefined, `"${twice}" stands twice, and a workload could not tell which it uses`);
    },
  },
  {
    title: `the traits of ${name} that count connections name one of its moments`,
    check() {
      for (const [key, { connectionsOf, unit }] of Object.entries(traits)) {
        if (connectionsOf === undefined) continue;
        must(connectionsOf in moments, `"${key}" counts connections of "${connectionsOf}", which is no moment`);
        must(unit === "count", `"${key}" counts connections in ${unit}`);
      }
    },
  },
  {
    title: `how ${name} gives work out again is told by a trait in ms and a moment of its own`,
    check() {
      if (!redelivery) return;
      must(traits[redelivery.trait]?.unit === "ms", `there is no trait "${redelivery.trait}" in ms`);
      must(redelivery.moment in moments, `there is no moment "${redelivery.moment}"`);
    },
  },
  {
    title: `what clients of ${name} may say is said on what stays open`,
    check() {
      for (const [key, { sends, stream, idempotent }] of Object.entries(operations)) {
        must(sends === undefined || stream === true, `"${key}" has \`sends\`, and is no stream`);
        must(stream !== true || idempotent !== true, `"${key}" stays open, and is opened anew instead of repeated`);
      }
    },
  },
];
