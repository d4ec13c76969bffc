/**
 * What an error code of the platform asks for (reference/wechat-official-account.md, section 8.1):
 * busy (R), token (T), quota (Q), account (A), input (P), program (B), person (U).
 */
export type CodeClass = 'busy' | 'token' | 'quota' | 'account' | 'input' | 'program' | 'person';

const range = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** Section 8.2, as far as its calls are made here or may be answered to them. */
const classes: Record<CodeClass, number[]> = {
  busy: [-1, 61450, 61503, 9001002, 268487001, 268487002],
  token: [40001, 40014, 42001],
  quota: [42010, 45009, 45011, 45028, 45066],
  account: [
    ...[40013, 40125, 40164, 40204, 40243, 43116, 45034, 45035, 45062],
    ...[48001, 48003, 48004, 48006, 48008, 48021, 48022, 50001, 50002, 50004, 50007],
    ...[53504, 53505, 89501, 89502, 89503, 89504, 89505, 89506, 89507, 268488001, 9500001, 9500002],
  ],
  input: [
    ...[40004, 40005, 40006, 40007, 40009, ...range(40016, 40027), 40031, 40032, 40037, 40054, 40055],
    ...[40059, 40060, 40065, 40066, 40113, 40132, 40137, 40152, 40215, 40249, 41039, 41040],
    ...[44001, 44003, 45001, 45002, 45003, 45004, 45005, 45006, 45007, 45008, 45064, 45110, 45113, 45166],
    ...[46001, 46003, 47003, 48005, 53402, 53404, 53405, 53406, 53503, 53600, 61452],
    ...[...range(65301, 65316), ...range(65400, 65417), 87014, 88000, ...range(88001, 88010)],
  ],
  program: [
    ...[40002, 40008, 40033, 40035, 40097, 40114, 40130, 40201, 40202, 40203],
    ...[41001, 41002, 41004, 41005, 41006, 43001, 43002, 43003, 44002, 44004, 45067, 45083, 45084, 45162],
    ...[47001, 47002, 61451, 61500, 61501, 76021, 76022, 87009, 9001001],
  ],
  person: [40003, 43004, 43019, 43101, 45015, 45047, 46004, 48002, 49003, 50005, 70000],
};

const known = new Map(
  Object.entries(classes).flatMap(([name, codes]) => codes.map((code) => [code, name as CodeClass] as const)),
);

/** The class of a code; what nobody knows stops the account until a person has looked. */
export const classOf = (code: number): CodeClass => known.get(code) ?? 'account';

/** The request's id in an answer's message; the platform's support asks for it. */
export const ridOf = (message: string): string | undefined =>
  /rid: ?([0-9a-f]{6,}-[0-9a-f]{6,}-[0-9a-f]{6,})/.exec(message)?.[1];

/** The address that the platform does not know (40164). */
export const refusedAddress = (message: string): string | undefined =>
  /invalid ip ([0-9a-fA-F.:]+)/.exec(message)?.[1];
