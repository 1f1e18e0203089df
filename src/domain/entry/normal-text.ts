// eslint-disable-next-line no-irregular-whitespace -- these are the blanks that are meant
const BLANKS = /[\s\u00a0\u200b\u3000\ufeff]+/g;

/** Full-width digits, letters and signs as plain ones; other characters stay. 中文数字 are no digits here. */
export const halfWidth = (text: string): string =>
  text.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

/** Half-width, without blanks at either end, and any blanks inside as one plain space. */
export const tidied = (text: string): string => halfWidth(text).replace(BLANKS, ' ').trim();
