/** The faces a saved report can have, with what a browser is told of their content. */
export const MEDIA_TYPES = { csv: 'text/csv; charset=utf-8; header=present' } as const;

export type Face = keyof typeof MEDIA_TYPES;
export const FACES = Object.keys(MEDIA_TYPES) as Face[];
