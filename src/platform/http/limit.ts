import { SetMetadata } from '@nestjs/common';

/** The limits there are, and `none` for what is asked by machines all the time. */
export type LimitName = 'anonymous' | 'account' | 'sign-in' | 'none';

export const LIMIT = 'duixian:limit';

/** Counts the requests of a route or a controller by this limit, whoever asks. */
export const Limit = (name: LimitName) => SetMetadata(LIMIT, name);
