import type { z } from 'zod';
import { API_PREFIX } from '../../../src/contract/api/common.js';
import { ImportedDraft } from '../../../src/contract/api/intake.js';
import { AssetRef } from '../../../src/contract/values.js';
import { parseAnswer, problemOf } from './http.js';
import { Problem } from './problem.js';

/** Called with 0 … 1 while the file goes up; at 1 the hub is working on it. */
export type Progress = (part: number) => void;

/** XMLHttpRequest, because fetch does not tell how much has gone up, and 20 MB on a slow line take minutes. */
function post<T>(schema: z.ZodType<T>, path: string, file: File, progress?: Progress): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${API_PREFIX}${path}`);
    request.setRequestHeader('accept', 'application/json');
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) progress?.(event.loaded / event.total);
    };
    request.onerror = () => {
      reject(new Problem('network'));
    };
    request.onload = () => {
      const ok = request.status >= 200 && request.status < 300;
      try {
        if (!ok) throw problemOf(request.status, request.responseText);
        resolve(parseAnswer(schema, request.responseText));
      } catch (error) {
        reject(error instanceof Error ? error : new Problem('unexpected_answer'));
      }
    };
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}

/** A Word file becomes a draft; the notes say what did not come along. */
export function importWord(file: File, progress?: Progress): Promise<ImportedDraft> {
  return post(ImportedDraft, '/announcements/import', file, progress);
}

/** A picture or an attachment becomes a blob. */
export function uploadBlob(file: File, progress?: Progress): Promise<AssetRef> {
  return post(AssetRef, '/blobs', file, progress);
}

/** A picture to what is reported on a delivery. */
export function uploadEvidence(deliveryId: string, file: File, progress?: Progress): Promise<AssetRef> {
  return post(AssetRef, `/deliveries/${deliveryId}/evidence`, file, progress);
}

/** The scan of a slip that was signed by hand. */
export function uploadScan(code: string, file: File, progress?: Progress): Promise<AssetRef> {
  return post(AssetRef, `/slips/${encodeURIComponent(code)}/scan`, file, progress);
}
