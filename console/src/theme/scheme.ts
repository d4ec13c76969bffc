import { useSyncExternalStore } from 'react';

/** What the person chose; `system` follows the machine. */
export type SchemeChoice = 'system' | 'light' | 'dark';
type Scheme = 'light' | 'dark';

const KEY = 'tongbo.scheme';
const CHOICES: readonly SchemeChoice[] = ['system', 'light', 'dark'];
const listeners = new Set<() => void>();
const system = window.matchMedia('(prefers-color-scheme: dark)');

function readChoice(): SchemeChoice {
  const stored = window.localStorage.getItem(KEY);
  return CHOICES.find((choice) => choice === stored) ?? 'system';
}

let choice = readChoice();

function current(): Scheme {
  if (choice !== 'system') return choice;
  return system.matches ? 'dark' : 'light';
}

function apply(): void {
  document.documentElement.dataset['theme'] = current();
  for (const listener of listeners) listener();
}

/** Puts the scheme on the page and follows the system from now on. Call once, before the first paint. */
export function startScheme(): void {
  system.addEventListener('change', apply);
  apply();
}

/** Remembers the person's choice on this machine and applies it. */
export function chooseScheme(next: SchemeChoice): void {
  choice = next;
  window.localStorage.setItem(KEY, next);
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
