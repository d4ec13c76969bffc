import {
  BoardList,
  BoardView,
  OwnWhereabouts,
  type SaveBoard,
  type SaveBoardEntry,
  type SetWhereabouts,
} from '../../../src/contract/api/boards.js';
import { API_PREFIX } from '../../../src/contract/api/prefix.js';
import { call, callVoid } from './http.js';

export const getBoards = (signal?: AbortSignal) => call(BoardList, '/boards', { signal });
/** Without an id a new one. */
export const saveBoard = (id: string | undefined, body: SaveBoard) =>
  id === undefined
    ? call(BoardView, '/boards', { method: 'POST', body })
    : call(BoardView, `/boards/${id}`, { method: 'PUT', body });
export const removeBoard = (id: string) => callVoid(`/boards/${id}`, { method: 'DELETE' });
export const orderBoard = (id: string, entryIds: string[]) =>
  call(BoardView, `/boards/${id}/order`, { method: 'PUT', body: { entryIds } });
/** Without an entry a new one. */
export const saveEntry = (boardId: string, entryId: string | undefined, body: SaveBoardEntry) =>
  entryId === undefined
    ? call(BoardView, `/boards/${boardId}/entries`, { method: 'POST', body })
    : call(BoardView, `/board-entries/${entryId}`, { method: 'PUT', body });
export const removeEntry = (id: string) => callVoid(`/board-entries/${id}`, { method: 'DELETE' });
export const getWhereabouts = (signal?: AbortSignal) => call(OwnWhereabouts, '/whereabouts', { signal });
export const setWhereabouts = (id: string, body: SetWhereabouts) =>
  callVoid(`/whereabouts/${id}`, { method: 'PUT', body });
/** Where a photo stands; another one has another address. */
export const photoAddress = (id: string, photo: string): string =>
  `${API_PREFIX}/board-entries/${id}/photo?${photo.slice(-12)}`;
