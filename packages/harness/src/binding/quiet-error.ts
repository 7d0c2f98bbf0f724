/** An error whose message is the whole story; its stack would only show the harness. */
export function quietError(message: string): Error {
  const error = new Error(message);
  error.stack = message;
  return error;
}
