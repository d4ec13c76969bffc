import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { WrappedPdfiumModule } from '@embedpdf/pdfium';
import { readFont } from '../../platform/fonts.js';

/** PDFium as WebAssembly, and its memory, which moves when it grows. */
export interface Pdfium {
  api: WrappedPdfiumModule;
  memory: () => Uint8Array;
  malloc: (bytes: number) => number;
  free: (at: number) => void;
}

/** What of Emscripten's own is used; the package's types leave these to another package. */
interface Runtime {
  wasmExports: { malloc: (bytes: number) => number; free: (at: number) => void; memory: WebAssembly.Memory };
  addFunction: (work: (...values: number[]) => number | undefined, signature: string) => number;
  setValue: (at: number, value: number, type: 'i32') => void;
}
const runtimeOf = ({ pdfium }: WrappedPdfiumModule): Runtime => pdfium as unknown as Runtime;

let opened: Promise<Pdfium> | undefined;

/** Opened once a thread: it takes half a second and some 20 MB with its fonts. */
export function openPdfium(): Promise<Pdfium> {
  return (opened ??= open());
}

async function open(): Promise<Pdfium> {
  const { init } = await import('@embedpdf/pdfium');
  const wasm = await readFile(createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm'));
  const api = await init({ wasmBinary: Uint8Array.from(wasm).buffer });
  const { malloc, free, memory } = runtimeOf(api).wasmExports;
  const pdfium = { api, malloc, free, memory: () => new Uint8Array(memory.buffer) };
  api.PDFiumExt_Init();
  lendFonts(pdfium, await Promise.all([readFont('regular'), readFont('bold')]));
  return pdfium;
}

/** Windows' charsets of Chinese, Japanese and Korean: Shift JIS, Hangul, GB 2312, Big5. */
const eastAsian = new Set([128, 129, 134, 136]);
const GB2312 = 134;
const boldFrom = 600;

/**
 * Many documents name 宋体 or 仿宋 and bring no font along; without one their Chinese text would be left out. They get
 * the bundled font. See FPDF_SYSFONTINFO in PDFium's fpdf_sysfontinfo.h.
 */
function lendFonts({ api, memory, malloc }: Pdfium, fonts: readonly Uint8Array[]): void {
  const { addFunction, setValue } = runtimeOf(api);
  const give = (bytes: Uint8Array | undefined, buffer: number, size: number): number => {
    if (bytes && buffer !== 0 && size >= bytes.byteLength) memory().set(bytes, buffer);
    return bytes?.byteLength ?? 0;
  };
  const name = new TextEncoder().encode('Noto Sans SC\0');
  const map = (_ = 0, weight = 0, __ = 0, charset = 0): number =>
    eastAsian.has(charset) ? (weight >= boldFrom ? 2 : 1) : 0;
  const data = (_ = 0, font = 0, tag = 0, buffer = 0, size = 0): number => {
    const bytes = fonts[font - 1];
    return give(bytes && (tag === 0 ? bytes : tableOf(bytes, tag >>> 0)), buffer, size);
  };
  const fields = [
    1,
    addFunction(() => undefined, 'vi'),
    addFunction(() => undefined, 'vii'),
    addFunction(map, 'iiiiiiii'),
    addFunction(() => 0, 'iii'),
    addFunction(data, 'iiiiii'),
    addFunction((_ = 0, __ = 0, buffer = 0, size = 0) => give(name, buffer, size), 'iiiii'),
    addFunction(() => GB2312, 'iii'),
    addFunction(() => undefined, 'vii'),
  ];
  // PDFium keeps it until the program ends.
  const info = malloc(4 * fields.length);
  fields.forEach((field, index) => {
    setValue(info + 4 * index, field, 'i32');
  });
  api.FPDF_SetSystemFontInfo(info);
}

/** A table of a TrueType font by its tag. */
function tableOf(font: Uint8Array, tag: number): Uint8Array | undefined {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  for (let at = 12; at < 12 + 16 * view.getUint16(4); at += 16) {
    if (view.getUint32(at) !== tag) continue;
    const from = view.getUint32(at + 8);
    return font.subarray(from, from + view.getUint32(at + 12));
  }
  return undefined;
}
