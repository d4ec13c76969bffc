import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const files = {
  regular: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
} as const;

const known = new Map<keyof typeof files, Promise<Uint8Array>>();

/** Noto Sans SC (SIL Open Font License 1.1) as TrueType, about 10 MB a weight; read once. */
export function readFont(weight: keyof typeof files): Promise<Uint8Array> {
  const before = known.get(weight);
  if (before) return before;
  const reading = readFile(fontFile(weight));
  known.set(weight, reading);
  reading.catch(() => known.delete(weight));
  return reading;
}

/** Where a weight's file lies, for a library that reads it by itself. */
export function fontFile(weight: keyof typeof files): string {
  return createRequire(import.meta.url).resolve(files[weight]);
}
