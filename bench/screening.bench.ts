import { strToU8, zipSync } from 'fflate';
import { fileFindings } from '../src/intake/files/file-findings.js';
import { readFile } from '../src/intake/files/read.js';
import { partsOf } from '../src/intake/screening/parts.js';
import { screen } from '../src/intake/screening/screen.js';
import { residentIdSign } from '../src/intake/screening/numbers.js';
import { plainOf } from '../src/intake/screening/text.js';
import { sha256 } from '../src/platform/hash.js';
import { median, readOptions, round } from './options.js';

/*
 * Screening a long document: pages like those of offices, with numbers, tables and names among them. Three sizes in one
 * run, so that growth shows; then the same pages as a .docx that goes with a text. Floor: the same HTML read into the same plain text, and no rule asked.
 */
const options = readOptions(process.argv.slice(2), { size: 300, rounds: 9 });
const sizes = [options.size / 10, options.size / 3, options.size].map((size) => Math.round(size));
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const office = { category: '通知公告', published: [], dictionary: [] };

/** Some 700 signs. */
function page(number: number): string {
  const serial = `11010519${String(50 + (number % 49))}0${String(1 + (number % 9))}15${String(100 + (number % 899))}`;
  const id = serial + residentIdSign(serial);
  const sentence = '各科室要严格落实先审查后公开的要求，按照职责分工抓好工作落实，确保各项任务按期完成。';
  return `<h2>第${String(number)}章 工作要求</h2><p>${sentence.repeat(8)}</p>
    <table><tr><td>姓名：张三丰</td><td>${id}</td><td>138-0013-${String(1000 + (number % 8999))}</td></tr></table>
    <p>望城管发〔2026〕${String(number)}号，2026年11月28日（星期六）。${sentence.repeat(6)}</p>`;
}

const bodyOf = (pages: number): string =>
  Array.from({ length: pages }, (_, index) => page(index + 1)).join('');

/** The same pages as a .docx, in the parts that a reader needs. */
function docxOf(pages: number): Uint8Array {
  const paragraph = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
  const text = Array.from({ length: pages }, (_, index) =>
    page(index + 1)
      .split(/<[^>]+>/)
      .filter((piece) => piece.trim() !== '')
      .map(paragraph)
      .join(''),
  ).join('');
  return zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'word/document.xml': strToU8(`<w:document xmlns:w="w"><w:body>${text}</w:body></w:document>`),
  });
}

/** A file on its way: unpacked, read and screened, as the thread does it. */
async function measureFile(pages: number) {
  const content = docxOf(pages);
  const file = { hash: sha256(content), name: '附件.docx', mediaType: DOCX, part: 'file' as const };
  const took: number[] = [];
  let findings = 0;
  for (let turn = 0; turn <= options.rounds; turn += 1) {
    const began = performance.now();
    findings = fileFindings(await readFile(DOCX, content), file, office).length;
    if (turn > 0) took.push(performance.now() - began);
  }
  took.sort((a, b) => a - b);
  const p95 = took[Math.ceil(took.length * 0.95) - 1] ?? 0;
  return {
    pages,
    kilobytes: round(content.length / 1024, 0),
    findings,
    p50Ms: round(median(took), 1),
    p95Ms: round(p95, 1),
  };
}

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

function measure(pages: number) {
  const text = { title: '关于测试的通知', issuer: '办公室', body: bodyOf(pages), attachments: [] };
  const whole: number[] = [];
  const floor: number[] = [];
  let findings = 0;
  for (let turn = 0; turn <= options.rounds; turn += 1) {
    const took = timed(() => (findings = screen(partsOf(text), office).length));
    const bare = timed(() => partsOf(text).map((part) => plainOf(part.text)));
    // The first one is the engine's, which has not compiled anything yet.
    if (turn === 0) continue;
    whole.push(took);
    floor.push(bare);
  }
  whole.sort((a, b) => a - b);
  const p95 = whole[Math.ceil(whole.length * 0.95) - 1] ?? 0;
  return {
    pages,
    findings,
    p50Ms: round(median(whole), 1),
    p95Ms: round(p95, 1),
    floorMs: round(median(floor), 1),
  };
}

const costs = sizes.map(measure);
const files = [];
for (const size of sizes) files.push(await measureFile(size));
const [small, , large] = costs;
if (!small || !large) throw new Error('nothing was measured');
process.stdout.write(
  `${JSON.stringify({
    bench: 'screening',
    ...large,
    ratio: round(large.floorMs / large.p50Ms, 2),
    growth: round(large.p50Ms / large.pages / (small.p50Ms / small.pages), 2),
    sizes: costs,
    files,
    rounds: options.rounds,
  })}\n`,
);
