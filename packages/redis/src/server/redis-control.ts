/** What a fault on the server itself may do; of a server that was given by URL nothing can be done. */
export interface RedisControl {
  /** Undefined when it does not run, or is not ours. */
  readonly pid: number | undefined;
  /** Whether the process is ours to stop. */
  readonly isOurs: boolean;
  /** Ends the server at once; what it held is gone. Nothing happens when it does not run. Throws SERVER_BY_URL. */
  stop(): Promise<void>;
  /** Starts it again, empty, on its port, and resolves when it answers. Nothing happens when it runs. Throws SERVER_BY_URL. */
  start(): Promise<void>;
  /** Stops and starts. Throws SERVER_BY_URL. */
  restart(): Promise<void>;
}
