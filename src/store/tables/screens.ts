/** Tables of screens; their migration stands in `0005_screens.ts`. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by screens
export interface ScreenTables {}
