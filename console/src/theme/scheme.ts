import { useSyncExternalStore } from 'react';

/** What the person chose; `system` follows the machine. */
export const SCHEMES = ['system', 'light', 'dark', 'contrast'] as const;
export type SchemeChoice = (typeof SCHEMES)[number];
export type Scheme = Exclude<SchemeChoice, 'system'>;

/** How large everything is; `large` is for older eyes (适老). */
export const SIZES = ['normal', 'large'] as const;
export type Size = (typeof SIZES)[number];

const listeners = new Set<() => void>();
const systemDark = window.matchMedia('(prefers-color-scheme: dark)');
const systemContrast = window.matchMedia('(prefers-contrast: more)');

/** What is remembered on this machine under a name; the first option when it is nothing that is known. */
function remembered<T extends string>(key: string, options: readonly [T, ...T[]]): T {
  const stored = window.localStorage.getItem(key);
  return options.find((option) => option === stored) ?? options[0];
}

let choice: SchemeChoice = remembered('tongbo.scheme', SCHEMES);
let size: Size = remembered('tongbo.size', SIZES);

function current(): Scheme {
  if (choice !== 'system') return choice;
  if (systemContrast.matches && !systemDark.matches) return 'contrast';
  return systemDark.matches ? 'dark' : 'light';
}

function apply(): void {
  const { dataset } = document.documentElement;
  dataset['theme'] = current();
  dataset['size'] = size;
  for (const listener of listeners) listener();
}

/** Puts scheme and size on the page and follows the system from now on. Call once, before the first paint. */
export function startScheme(): void {
  systemDark.addEventListener('change', apply);
  systemContrast.addEventListener('change', apply);
  apply();
}

/** Remembers the person's choice on this machine and applies it. */
export function chooseScheme(next: SchemeChoice): void {
  choice = next;
  window.localStorage.setItem('tongbo.scheme', next);
  apply();
}

/** As `chooseScheme`, for the size. */
export function chooseSize(next: Size): void {
  size = next;
  window.localStorage.setItem('tongbo.size', next);
  apply();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The scheme in force. */
export function useScheme(): Scheme {
  return useSyncExternalStore(subscribe, current);
}

/** The choice behind it. */
export function useSchemeChoice(): SchemeChoice {
  return useSyncExternalStore(subscribe, () => choice);
}

/** The size in force. */
export function useSize(): Size {
  return useSyncExternalStore(subscribe, () => size);
}
