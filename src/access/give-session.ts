import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Problem } from '../platform/http';
import { Identify } from './identify';
import { presentSignedIn } from './present-signed-in';
import { giveSession } from './session-cookie';
import type { SignedInView } from './session.dto';

/** Hands a browser the secret of its session, and says what may be done with it. */
@Injectable()
export class GiveSession {
  constructor(private readonly identify: Identify) {}

  async execute(reply: FastifyReply, secret: string, address: string): Promise<SignedInView> {
    const found = await this.identify.bySession(secret, address);
    if (found?.signedIn == null) throw new Problem('unauthenticated', 'session.ended');
    giveSession(reply, secret);
    return presentSignedIn(found.principal, found.signedIn);
  }
}
