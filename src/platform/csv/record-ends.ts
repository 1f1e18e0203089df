/** CSV whose records end in LF with the CRLF of RFC 4180. What lies between quotes stays as it is. */
export async function* recordEnds(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let isQuoted = false;
  for await (const piece of pieces) {
    // Byte by byte, as a text with a character for each: no character of the file's own is ever cut in two.
    const parts = piece.toString('latin1').split('"');
    const ended = parts.map((part, index) => {
      // Of two quotes that stand for one the second turns back what the first turned.
      if (index > 0) isQuoted = !isQuoted;
      return isQuoted ? part : part.replaceAll('\n', '\r\n');
    });
    yield Buffer.from(ended.join('"'), 'latin1');
  }
}
