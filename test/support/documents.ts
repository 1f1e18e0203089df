import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Whether this machine has the program; tests that look at documents with it are skipped elsewhere. */
export const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

/** The text of each page, as a reader of PDF other than the one that wrote it finds it. */
export function pdfPages(pdf: Buffer): string[] {
  const script = resolve(__dirname, 'pdf-text.mjs');
  return JSON.parse(execFileSync(process.execPath, [script], { input: pdf, encoding: 'utf8' })) as string[];
}

/** The first page as a picture: portable pixmap, 50 dots an inch. */
export function pdfPicture(pdf: Buffer): Buffer {
  return execFileSync('pdftoppm', ['-r', '50', '-f', '1', '-l', '1', '-'], {
    input: pdf,
    maxBuffer: 1 << 24,
  });
}

/** What LibreOffice makes of a Word file, as PDF. It keeps to a profile in `folder`. */
export function printedByLibreOffice(docx: Buffer, folder: string): Buffer {
  const file = join(folder, 'word.docx');
  writeFileSync(file, docx);
  execFileSync('soffice', printing(file, folder));
  return readFileSync(join(folder, 'word.pdf'));
}

/** Whether LibreOffice is here with what opens texts, which is a package of its own, and a Chinese font. */
export function hasWordProcessor(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'duixian-word-'));
  try {
    const file = join(folder, 'probe.txt');
    writeFileSync(file, '\uFEFF兑现');
    spawnSync('soffice', printing(file, folder));
    const printed = join(folder, 'probe.pdf');
    return existsSync(printed) && pdfPages(readFileSync(printed)).join('').includes('兑现');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const printing = (file: string, folder: string): string[] => [
  `-env:UserInstallation=file://${join(folder, 'profile')}`,
  '--headless',
  '--convert-to',
  'pdf',
  '--outdir',
  folder,
  file,
];
