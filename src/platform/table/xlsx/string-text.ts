/** Gathers the text of a string that may be written in runs; what only says how it is pronounced is left out. */
export class StringText {
  private pieces = '';
  private listening = false;
  private aside = 0;

  open(name: string): void {
    if (name === 'rPh') this.aside += 1;
    this.listening = name === 't' && this.aside === 0;
  }

  text(text: string): void {
    if (this.listening) this.pieces += text;
  }

  close(name: string): void {
    if (name === 'rPh') this.aside -= 1;
    this.listening = false;
  }

  /** The text so far, and begins anew. */
  take(): string {
    const text = unescaped(this.pieces);
    this.pieces = '';
    return text;
  }
}

/** Spreadsheets write what XML cannot hold as _x000D_, and "_x" itself as _x005F_x. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text;
