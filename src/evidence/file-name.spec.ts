import { attachmentOf, cleanFileName, extensionOf } from './file-name';

describe('the name of a file', () => {
  it.each([
    ['a plain name', '六月月报.pdf', '六月月报.pdf'],
    ['a path', '/etc/../home/月报.pdf', '月报.pdf'],
    ['a path of Windows', 'C:\\Users\\a\\月报.pdf', '月报.pdf'],
    ['a parent folder', '..', ''],
    ['nothing', '', ''],
    ['control characters', 'a\u0000b\r\nc\u007f\u0085.pdf', 'abc.pdf'],
    ['a reading direction turned round', 'report\u202efdp.exe', 'reportfdp.exe'],
    ['isolates and marks', '\u2066a\u2069\u200e\u061c.pdf', 'a.pdf'],
    ['no width', 'a\u200bb\ufeffc.pdf', 'abc.pdf'],
    ['signs that systems reserve', 'a<b>:"c"|?*.pdf', 'a_b___c____.pdf'],
    ['half a character', 'a\ud800.pdf', 'a\ufffd.pdf'],
    ['spaces and dots around', ' . 月 报.pdf. ', '月 报.pdf'],
    ['a dot file', '.htaccess', 'htaccess'],
    ['letters in two pieces', 'cafe\u0301.pdf', 'caf\u00e9.pdf'],
  ])('is cleaned of %s', (_what, given, clean) => {
    expect(cleanFileName(given)).toBe(clean);
  });

  it('is cut by whole characters, and keeps its ending', () => {
    const clean = cleanFileName(`${'𠮷'.repeat(300)}.docx`);
    expect(clean).toBe(`${'𠮷'.repeat(115)}.docx`);
  });

  it.each([
    ['a.PDF', 'pdf'],
    ['a.tar.gz', 'gz'],
    ['no ending', ''],
    ['.pdf', ''],
    ['2025.年报', ''],
    ['a.', ''],
  ])('%s ends with "%s"', (name, extension) => {
    expect(extensionOf(name)).toBe(extension);
  });

  it('travels in a header without breaking it', () => {
    expect(attachmentOf('六月 "月报"(1).pdf')).toBe(
      `attachment; filename="__ ____(1).pdf"; filename*=UTF-8''%E5%85%AD%E6%9C%88%20%22%E6%9C%88%E6%8A%A5%22%281%29.pdf`,
    );
  });
});
