import type { Services } from "../services.ts";
import type { JobEvent } from "./events.ts";

/** Tells an event. Work does not depend on it: when it cannot be told the log says so. */
export const publishEvent = ({ events }: Services, event: JobEvent): Promise<void> => events.publish(event);
