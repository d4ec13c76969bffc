/** Where bytes are kept by their path: parts joined by `/`, none of them empty or hidden. */
export interface Shelf {
  /** A reader sees the whole old content or the whole new one. */
  write(path: string, content: Uint8Array | string): Promise<void>;
  /** Undefined when nothing stands there. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** The bytes from `from` on, at most so many; undefined when nothing stands there. */
  readPart(path: string, from: number, length: number): Promise<Uint8Array | undefined>;
  /** In bytes; undefined when nothing stands there. */
  size(path: string): Promise<number | undefined>;
  /** The file, or everything below the folder of that name. Nothing to remove is no mistake. */
  remove(path: string): Promise<void>;
  /** All files below the folder (`''` is everything), sorted, with the folder's name in front. */
  list(folder: string): Promise<string[]>;
}

/** Nest's token for the hub's Shelf. */
export const SHELF = Symbol('shelf');
