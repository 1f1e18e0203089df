import { TOTP } from 'otpauth';
import { carrying, type Visitor } from './visitor';

const STEP_MS = 30_000;

/**
 * The application that shows codes, on a clock one step ahead unless told otherwise: after a code of now another
 * one is good at once, and a step that ends in between spoils nothing.
 */
export const codeOf = (secret: string, steps = 1): string =>
  new TOTP({ secret }).generate({ timestamp: Date.now() + steps * STEP_MS });

export interface Enrolled {
  readonly visitor: Visitor;
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

/**
 * Sets a second factor up as its owner does, and goes on with the session this gives.
 */
export async function enrol(visitor: Visitor, password: string): Promise<Enrolled> {
  const begun = await visitor.post<{ secret: string }>('/session/factor/enrol', { password });
  if (begun.status !== 201) throw new Error(JSON.stringify(begun.body));
  const { secret } = begun.body;
  const confirmed = await visitor.post<SignedInBody>('/session/factor/confirm', { code: codeOf(secret, 0) });
  if (confirmed.status !== 200) throw new Error(JSON.stringify(confirmed.body));
  return {
    visitor: carrying(visitor.baseUrl, confirmed),
    secret,
    recoveryCodes: confirmed.body.recoveryCodes,
  };
}

interface SignedInBody {
  csrfToken: string;
  needs: string | null;
  recoveryCodes: string[];
}
