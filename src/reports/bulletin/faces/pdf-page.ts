/** Points of a millimetre. */
export const MM = 72 / 25.4;

export const MARGIN = { top: 14 * MM, side: 12 * MM, bottom: 16 * MM };

/** Of A4: what is between the margins, and how far down it goes. */
export const WIDTH = 210 * MM - 2 * MARGIN.side;
export const BOTTOM = 297 * MM - MARGIN.bottom;

export const SIZE = { text: 9.5, lights: 11, caption: 11, cell: 8, small: 7 };
