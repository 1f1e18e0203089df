/** Longest name kept, in characters as a person counts them. */
const LONGEST = 120;

/** Control characters, line separators, marks without width, and those that turn the reading direction round. */
const INVISIBLE = /[\p{Cc}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;
const LONE_SURROGATE = /[\ud800-\udfff]/gu;

/**
 * A name that can be shown, and given to any file system, without lying: no folder, nothing invisible, no
 * sign that some system reserves, at most 120 characters with its ending. Empty when nothing is left.
 */
export function cleanFileName(given: string): string {
  const last = given.normalize('NFC').replace(INVISIBLE, '').split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replace(LONE_SURROGATE, '\ufffd')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[ .]+|[ .]+$/g, '');
  const extension = extensionOf(plain);
  const ending = extension === '' ? '' : plain.slice(plain.length - extension.length - 1);
  const stem = [...plain.slice(0, plain.length - ending.length)];
  return stem.slice(0, LONGEST - ending.length).join('') + ending;
}

/** What follows the last dot, in lower case; empty where there is no dot, or what follows is no ending. */
export function extensionOf(name: string): string {
  return (/^.+\.([A-Za-z0-9]{1,16})$/.exec(name)?.[1] ?? '').toLowerCase();
}

/** `Content-Disposition` for a download under this name (RFC 6266, RFC 8187): plain letters for old readers. */
export function attachmentOf(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
