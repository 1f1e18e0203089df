import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { refusal, type TableLimits, TableRefusal } from '../table';

/** Workbooks have some dozens of parts. */
const MOST_PARTS = 5000;
/** Sheets unpack to ten to fifty times their size; what unpacks to more than this, and to much, is a bomb. */
const MOST_RATIO = 250;
const RATIO_MATTERS_FROM = 16 * 1024 ** 2;

/** The parts of a ZIP by name. Only what is asked for is unpacked, and never more of it than the table of contents says. */
export class Archive {
  private constructor(
    private readonly file: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
    private readonly limits: TableLimits,
  ) {}

  static async open(path: string, limits: TableLimits): Promise<Archive> {
    try {
      const file = await openPromise(path, { autoClose: false });
      if (file.entryCount > MOST_PARTS) throw refusal('table.zip_broken');
      const entries = new Map<string, Entry>();
      for await (const entry of file.eachEntry()) entries.set(entry.fileName.toLowerCase(), entry);
      return new Archive(file, entries, limits);
    } catch (error) {
      throw refusalOf(error);
    }
  }

  has(part: string): boolean {
    return this.entries.has(part.toLowerCase());
  }

  /** The text of a part, piece by piece; nothing where there is no such part. Its checksum is told at the end. */
  async *text(part: string): AsyncGenerator<string> {
    const entry = this.entries.get(part.toLowerCase());
    if (entry === undefined) return;
    this.admit(part, entry);
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let checksum = 0;
    try {
      for await (const bytes of await this.file.openReadStreamPromise(entry)) {
        checksum = crc32(bytes as Buffer, checksum);
        yield decoder.decode(bytes as Buffer, { stream: true });
      }
      yield decoder.decode();
    } catch (error) {
      throw error instanceof TypeError ? refusal('table.xml_broken', { part }) : refusalOf(error);
    }
    if (checksum !== entry.crc32) throw refusal('table.zip_broken');
  }

  private admit(part: string, entry: Entry): void {
    const { uncompressedSize: size, compressedSize } = entry;
    if (entry.isEncrypted()) throw refusal('table.encrypted');
    if (!entry.canDecodeFileData()) throw refusal('table.zip_broken');
    if (size > RATIO_MATTERS_FROM && size > compressedSize * MOST_RATIO)
      throw refusal('table.compressed_too_much', { part });
    if (size > this.limits.unpackedBytes)
      throw refusal('table.too_large_unpacked', {
        part,
        most: `${this.limits.unpackedBytes / 1024 ** 2} MiB`,
      });
  }
}

/** Whatever the library says about a ZIP, it is broken. */
const refusalOf = (error: unknown): TableRefusal =>
  error instanceof TableRefusal ? error : refusal('table.zip_broken');
