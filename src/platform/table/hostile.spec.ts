import { Reading } from './spec-support/reading';
import { sheet, workbook, workbookParts, workbookWith } from './spec-support/workbook';
import { zip } from './spec-support/zip';
import { TABLE_LIMITS } from './table';

const reading = new Reading();
afterAll(() => {
  reading.remove();
});

const SHEET = 'xl/worksheets/sheet1.xml';
const MIB = 1024 ** 2;
const plain = workbook({ rows: '<row r="1"><c r="A1"><v>1</v></c></row>' });
const asSheet = (content: string | Buffer, more: object = {}): Buffer =>
  workbookWith({ name: SHEET, content, ...more });

const laughs = (): string => {
  const entities = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join(
    '',
  );
  return `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY l0 "lol">${entities}]>${sheet('<row><c t="str"><v>&l9;</v></c></row>').replace(/^.*\n/, '')}`;
};

const columns = (count: number): string =>
  sheet(`<row r="1">${Array.from({ length: count }, () => '<c><v>1</v></c>').join('')}</row>`);

describe('a hostile workbook is refused', () => {
  it.each<[string, () => Buffer, string]>([
    ['a bomb by its own account', () => asSheet(Buffer.alloc(64 * MIB, ' ')), 'table.compressed_too_much'],
    [
      'a bomb that lies about its size',
      () => asSheet(Buffer.alloc(64 * MIB, ' '), { declaredSize: 1000 }),
      'table.zip_broken',
    ],
    ['a bomb below the ratio', () => asSheet(Buffer.alloc(12 * MIB, ' ')), 'table.xml_too_deep'],
    ['a ZIP within a ZIP', () => zip([{ name: 'inner.zip', content: plain }]), 'table.zip_not_xlsx'],
    ['a ZIP in place of a sheet', () => asSheet(plain), 'table.xml_broken'],
    ['billions of laughs', () => asSheet(laughs()), 'table.xml_doctype'],
    [
      'an entity from outside',
      () => asSheet('<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><worksheet>&f;</worksheet>'),
      'table.xml_doctype',
    ],
    [
      'an entity nobody declared',
      () => asSheet(sheet('<row><c t="str"><v>&f;</v></c></row>')),
      'table.xml_broken',
    ],
    ['a DTD without end', () => asSheet(`<!DOCTYPE x [${' '.repeat(4 * MIB)}`), 'table.xml_too_deep'],
    ['a comment without end', () => asSheet(`<worksheet><!--${'x'.repeat(4 * MIB)}`), 'table.xml_too_deep'],
    [
      'a million attributes',
      () => asSheet(`<worksheet ${Array.from({ length: 10 ** 6 }, (_, n) => `a${n}=""`).join(' ')}/>`),
      'table.xml_too_deep',
    ],
    ['elements nested a million deep', () => asSheet('<a>'.repeat(10 ** 6)), 'table.xml_too_deep'],
    ['a million columns', () => asSheet(columns(10 ** 6)), 'table.xml_broken'],
    ['ten thousand columns', () => asSheet(columns(10_000)), 'table.too_many_columns'],
    [
      'a cell beyond the last column',
      () => asSheet(sheet('<row><c r="ZZZZ1"><v>1</v></c></row>')),
      'table.xml_broken',
    ],
    ['cells out of order', () => asSheet(sheet('<row><c r="B1"/><c r="A1"/></row>')), 'table.xml_broken'],
    ['rows out of order', () => asSheet(sheet('<row r="2"/><row r="1"/>')), 'table.xml_broken'],
    ['a row beyond the last', () => asSheet(sheet('<row r="99999999"/>')), 'table.too_many_rows'],
    ['a cell within a cell', () => asSheet(sheet('<row><c><c><v>1</v></c></c></row>')), 'table.xml_broken'],
    [
      'a string that is not there',
      () => asSheet(sheet('<row><c t="s"><v>7</v></c></row>')),
      'table.xml_broken',
    ],
    [
      'a number that is no index',
      () => asSheet(sheet('<row><c t="s"><v>__proto__</v></c></row>')),
      'table.xml_broken',
    ],
    [
      'a cell of a megabyte',
      () => asSheet(sheet(`<row><c t="str"><v>${'x'.repeat(MIB / 2)}</v></c></row>`)),
      'table.cell_too_long',
    ],
    ['NULs in the XML', () => asSheet(sheet('<row><c t="str"><v>\0</v></c></row>')), 'table.xml_broken'],
    [
      'XML that is no UTF-8',
      () => asSheet(Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e])),
      'table.xml_broken',
    ],
    ['an empty part', () => asSheet(''), 'table.xml_broken'],
    ['an encrypted part', () => asSheet(sheet(''), { flags: 1 }), 'table.encrypted'],
    ['an empty sheet', () => asSheet(sheet('')), 'table.empty'],
    ['no sheet', () => workbook({ rows: '', sheets: '' }), 'table.no_sheet'],
    [
      'a sheet that leads out of the package',
      () => workbook({ rows: '', sheets: '<sheet name="x" r:id="../../etc/passwd"/>' }),
      'table.no_sheet',
    ],
    [
      'a thousand sheets',
      () => workbook({ rows: '', sheets: '<sheet name="x" r:id="rId1"/>'.repeat(1000) }),
      'table.too_many_sheets',
    ],
    [
      'another office file',
      () => workbookWith({ name: 'xl/workbook.xml', content: '<document/>' }),
      'table.zip_not_xlsx',
    ],
    [
      'ten thousand parts',
      () =>
        zip([
          ...workbookParts({ rows: '' }),
          ...Array.from({ length: 10_000 }, (_, n) => ({ name: `x${n}`, content: '' })),
        ]),
      'table.zip_broken',
    ],
    ['an empty archive', () => zip([]), 'table.zip_not_xlsx'],
    ['half an archive', () => plain.subarray(0, plain.length / 2), 'table.zip_broken'],
    [
      'an archive without its beginning',
      () => Buffer.concat([plain.subarray(0, 4), plain.subarray(200)]),
      'table.zip_broken',
    ],
  ])('%s', async (_, make, code) => {
    expect((await reading.bytes(make())).refused?.code).toBe(code);
  });

  it('whose content is not what its checksum says', async () => {
    const bytes = workbook({ rows: '<row r="1"><c r="A1"><v>1</v></c></row>' });
    // The checksum in the table of contents, of the part that is the sheet.
    const entry = bytes.lastIndexOf(SHEET) - 46;
    bytes.writeUInt32LE(1, entry + 16);
    expect((await reading.bytes(bytes)).refused?.code).toBe('table.zip_broken');
  });

  it('whose strings are too many to keep', async () => {
    const strings = Array.from({ length: 5000 }, (_, n) => `text ${n}`);
    const limits = { ...TABLE_LIMITS, sharedCharacters: 50_000 };
    expect((await reading.bytes(workbook({ rows: '', strings }), limits)).refused?.code).toBe(
      'table.too_much_text',
    );
  });

  it('that needs more memory than its thread has', async () => {
    const strings = Array.from({ length: 800 }, (_, n) =>
      Array.from({ length: 5000 }, (__, k) => n * k).join(''),
    );
    const limits = {
      ...TABLE_LIMITS,
      memoryMegabytes: 16,
      sharedCharacters: 10 ** 9,
      batchMilliseconds: 60_000,
    };
    expect((await reading.bytes(workbook({ rows: '', strings }), limits)).refused?.code).toBe(
      'table.too_much_memory',
    );
  });

  it('that takes longer than it may', async () => {
    const limits = { ...TABLE_LIMITS, batchMilliseconds: 1 };
    expect((await reading.bytes(plain, limits)).refused?.code).toBe('table.too_slow');
  });
});
