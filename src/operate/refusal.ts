/** What was asked for cannot be done as things are. The message is a sentence for who asked. Exit code 1. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** The command was not understood. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
