import { defineDefect } from "@chaos-packs/contract/target";

export const defect = defineDefect({
  name: "reader-without-timeout",
  mistake: "`http.client` waits for an answer for ever: nobody has given it a timeout",
  expected: ["worker-failures/upstream-fails-mid-job"],
  edits: [
    {
      file: "orders/clients/reader.py",
      replace: "HttpClient(url, timeout=timeout)",
      with: "HttpClient(url, timeout=None)",
    },
  ],
});
