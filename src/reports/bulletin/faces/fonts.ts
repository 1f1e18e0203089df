import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface Fonts {
  readonly regular: Buffer;
  readonly bold: Buffer;
}

/** The package names only its module; the fonts lie beside that folder. */
const FOLDER = join(dirname(require.resolve('@embedpdf/fonts-sc')), '..', 'fonts');

const read = (weight: string): Promise<Buffer> => readFile(join(FOLDER, `NotoSansHans-${weight}.otf`));

let loaded: Promise<Fonts> | null = null;

/** Noto Sans for simplified Chinese, read once. What of it is used goes into each document. */
export function fonts(): Promise<Fonts> {
  loaded ??= Promise.all([read('Regular'), read('Bold')]).then(([regular, bold]) => ({ regular, bold }));
  return loaded;
}
