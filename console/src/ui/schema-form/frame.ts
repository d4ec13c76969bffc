import { createContext, useContext } from 'react';

/** What all fields of one form share. */
export interface Frame {
  /** The beginning of every element's id. */
  id: string;
  /** Paths of secrets that are stored already. */
  known: ReadonlySet<string>;
  /** What is wrong, by path. */
  problems: ReadonlyMap<string, string>;
}

const FrameContext = createContext<Frame | undefined>(undefined);
export const FormFrame = FrameContext.Provider;

export function useFrame(): Frame {
  const frame = useContext(FrameContext);
  if (frame === undefined) throw new Error('a field stands outside its form');
  return frame;
}

/** The element ids of one field, and what describes its input. */
export function useIds(path: string) {
  const { id, problems } = useFrame();
  const input = `${id}-${path.replaceAll('.', '-')}`;
  return {
    input,
    label: `${input}-label`,
    hint: `${input}-hint`,
    problem: `${input}-problem`,
    wrong: problems.has(path),
  };
}
