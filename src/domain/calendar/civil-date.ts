declare const civil: unique symbol;
/** A day of the Gregorian calendar as `YYYY-MM-DD`, without clock or zone. Sorts as text. */
export type CivilDate = string & { readonly [civil]: true };

declare const instant: unique symbol;
/** A moment in UTC as `YYYY-MM-DDTHH:MM:SS.ffffffZ`, always six digits, so that text order is time order. */
export type Instant = string & { readonly [instant]: true };
