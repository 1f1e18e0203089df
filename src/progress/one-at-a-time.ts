import { Injectable } from '@nestjs/common';

/**
 * Lets the computations of this process take turns. Each holds a connection and asks for another while it fixes
 * its `knownAt`: many at once would hold the whole pool and wait for each other.
 */
@Injectable()
export class OneAtATime {
  private last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const next = this.last.then(work);
    // A failure is its caller's to handle, and no reason for the next one not to run.
    this.last = next.catch(() => undefined);
    return next;
  }
}
