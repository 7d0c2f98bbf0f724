import { openLiveRole } from "./live/open-live-role.ts";
import { measureFirstDelivery } from "./live/measure-first-delivery.ts";
for (const over of [{}, {BACKOFF_BASE_MS:"5",BACKOFF_MOST_MS:"10"}, {BACKOFF_BASE_MS:"5",BACKOFF_MOST_MS:"10",CIRCUIT_OPEN_MS:"5"}, {}]) { Object.assign(globalThis,{over}); await using l = await openLiveRole();
 console.log(JSON.stringify(over), JSON.stringify(await measureFirstDelivery(l,{outages:20}))); }
