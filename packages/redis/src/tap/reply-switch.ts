/** Whether commands are answered at all: a client may turn that off with CLIENT REPLY. */
export class ReplySwitch {
  #mode: "on" | "off" | "skip" = "on";

  /** Takes note of a command; says whether the server will answer it. */
  isAnswered(command: string, args: readonly string[]): boolean {
    if (command === "CLIENT" && args[0]?.toUpperCase() === "REPLY") {
      const mode = args[1]?.toUpperCase();
      if (mode === "OFF") this.#mode = "off";
      else if (mode === "ON") this.#mode = "on";
      else if (mode === "SKIP" && this.#mode === "on") {
        this.#mode = "skip";
        return false;
      }
      return this.#mode === "on";
    }
    if (command === "RESET") this.#mode = "on";
    const answered = this.#mode === "on";
    if (this.#mode === "skip") this.#mode = "on";
    return answered;
  }
}
