import type { FilesConfig } from '../config/index.js';
import { FolderShelf } from './folder.js';
import type { Shelf } from './shelf.js';

/** The storage that the settings name. S3's client is large and loaded only where it is used. */
export async function openShelf(files: FilesConfig): Promise<Shelf> {
  if (files.kind === 'folder') return new FolderShelf(files.folder);
  const { S3Shelf } = await import('./s3.js');
  return new S3Shelf(files);
}
