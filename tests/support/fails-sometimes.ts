/** A fuzz target that fails for one draw in a hundred: what the runner's own test is about. */
export const fuzz = {
  name: "a target that fails sometimes",
  run(random: () => number): void {
    const drawn = random();
    if (drawn > 0.99) throw new Error(`it drew ${drawn}`);
  },
};
