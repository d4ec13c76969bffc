/** What a film's file says of itself. */
export interface Film {
  /** As a person would name them, e.g. `H.264`; undefined for what is not known. */
  video?: string | undefined;
  audio?: string | undefined;
  /** Why the picture cannot be played though its coding is known, e.g. ten bits a colour. */
  odd?: string | undefined;
  seconds: number;
  /** Pixels, as it is shown. */
  width: number;
  height: number;
}
