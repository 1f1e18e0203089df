import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
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
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
  execFileSync('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, file]);
  return readFileSync(join(folder, 'word.pdf'));
}
