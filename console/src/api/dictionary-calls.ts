import {
  ImportedWords,
  WatchedWordList,
  WatchedWordView,
  type WatchedWord,
} from '../../../src/contract/api/dictionary.js';
import { call, callVoid } from './http.js';

export const getDictionary = (signal?: AbortSignal) => call(WatchedWordList, '/dictionary', { signal });
export const addWord = (body: WatchedWord) => call(WatchedWordView, '/dictionary', { method: 'POST', body });
export const changeWord = (id: string, body: WatchedWord) =>
  call(WatchedWordView, `/dictionary/${id}`, { method: 'PUT', body });
export const removeWord = (id: string) => callVoid(`/dictionary/${id}`, { method: 'DELETE' });
export const importWords = (csv: string) =>
  call(ImportedWords, '/dictionary/import', { method: 'POST', body: { csv } });
