/** What may serve as evidence: how it is served, and the name endings it goes by, the usual one first. */
export const KINDS = {
  pdf: { mediaType: 'application/pdf', extensions: ['pdf'] },
  jpeg: { mediaType: 'image/jpeg', extensions: ['jpg', 'jpeg', 'jpe', 'jfif'] },
  png: { mediaType: 'image/png', extensions: ['png'] },
  gif: { mediaType: 'image/gif', extensions: ['gif'] },
  webp: { mediaType: 'image/webp', extensions: ['webp'] },
  ofd: { mediaType: 'application/ofd', extensions: ['ofd'] },
  docx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extensions: ['docx'],
  },
  xlsx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extensions: ['xlsx'],
  },
  pptx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    extensions: ['pptx'],
  },
  // WPS Office keeps its own endings for what are the same compound files.
  doc: { mediaType: 'application/msword', extensions: ['doc', 'wps'] },
  xls: { mediaType: 'application/vnd.ms-excel', extensions: ['xls', 'et'] },
  ppt: { mediaType: 'application/vnd.ms-powerpoint', extensions: ['ppt', 'dps'] },
} as const satisfies Record<string, { mediaType: string; extensions: readonly [string, ...string[]] }>;

export type Kind = keyof typeof KINDS;

/** What a file turned out to be. `found` is the usual ending of what it really is; null when nobody can tell. */
export type Recognised =
  | { readonly accepted: true; readonly kind: Kind }
  | { readonly accepted: false; readonly because: 'type'; readonly found: string | null }
  | { readonly accepted: false; readonly because: 'encrypted' | 'macros' };

export const accepted = (kind: Kind): Recognised => ({ accepted: true, kind });
export const notAccepted = (found: string | null): Recognised => ({
  accepted: false,
  because: 'type',
  found,
});
export const refused = (because: 'encrypted' | 'macros'): Recognised => ({ accepted: false, because });
