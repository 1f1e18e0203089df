import type { CivilDate } from '../../../domain/calendar';

/** The date that a document says of itself: the day it is about, not the moment somebody asked for it. */
export const atMidnight = (asOf: CivilDate): Date => new Date(`${asOf}T00:00:00Z`);
