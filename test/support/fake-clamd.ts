import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { EICAR } from './evidence-files';

const COMMAND = 'zINSTREAM\0';

/** Speaks the INSTREAM command of clamd on loopback; knows one virus. */
export class FakeClamd {
  /** Bytes of each file it was given. */
  readonly scanned: number[] = [];

  private constructor(
    private readonly server: Server,
    readonly address: { readonly host: string; readonly port: number },
  ) {}

  /** `verdict`: what it answers instead of looking; null: hangs up without a word. */
  static async start(verdict?: string | null): Promise<FakeClamd> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const clamd = new FakeClamd(server, { host: '127.0.0.1', port });
    server.on('connection', (socket) => {
      socket.on('error', () => undefined);
      void clamd.serve(socket, verdict);
    });
    return clamd;
  }

  stop(): Promise<void> {
    return new Promise((stopped) => {
      this.server.close(() => {
        stopped();
      });
    });
  }

  private async serve(socket: Socket, verdict: string | null | undefined): Promise<void> {
    let received = Buffer.alloc(0);
    for await (const chunk of socket) {
      received = Buffer.concat([received, chunk as Buffer]);
      const content = contentOf(received);
      if (content === null) continue;
      this.scanned.push(content.length);
      if (verdict !== null) socket.end(verdict ?? verdictOn(content));
      return;
    }
  }
}

/** The content, once the chunk of length 0 is there. */
function contentOf(received: Buffer): Buffer | null {
  if (received.length < COMMAND.length) return null;
  if (received.toString('latin1', 0, COMMAND.length) !== COMMAND) return Buffer.from('no command');
  const chunks: Buffer[] = [];
  for (let at = COMMAND.length; at + 4 <= received.length;) {
    const length = received.readUInt32BE(at);
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(received.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}

const verdictOn = (content: Buffer): string =>
  content.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0';
