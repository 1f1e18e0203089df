const BLANKS = /[\s\u200b\u2060]+/g;

/** Full-width digits, letters and signs as plain ones, and every minus as "-"; other characters stay. */
const halfWidth = (text: string): string =>
  text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\u2212/g, '-');

/** Half-width, without blanks at either end, and any blanks inside as one plain space. */
export const tidied = (text: string): string => halfWidth(text).replace(BLANKS, ' ').trim();
