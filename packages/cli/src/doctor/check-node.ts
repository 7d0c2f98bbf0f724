import { type Check, missing, well } from "./finding.ts";

const LEAST = [20, 19] as const;

/** Node 20.19 or newer: older ones cannot `require` modules and lack what the harness uses. */
export const checkNode: Check = async ({ node }) => {
  const [major = 0, minor = 0] = node.split(".").map(Number);
  const isNew = major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1]);
  return [
    isNew
      ? well(`Node ${node}`)
      : missing(`Node ${node} is too old`, `Install Node ${LEAST.join(".")} or newer: https://nodejs.org`),
  ];
};
