import { existsSync, readdirSync, statSync } from 'node:fs';
import { type ClientRequest, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { type EvidenceSettings, readConfig } from '../../src/platform/config';
import { type Answer, TestApplication } from './application';
import { pdf } from './evidence-files';
import type { Signed } from './people';
import { temporaryFolder } from './temporary-folder';

export interface EvidenceBody {
  id: string;
  name: string;
  mediaType: string;
  bytes: number;
  digest: string;
  scan: string;
  code: string;
  title: string;
  errors: { path: string; code: string; message: string }[];
}

/** An application with a store of its own, where the test says who makes each request. */
export class EvidenceTest {
  private constructor(
    readonly test: TestApplication,
    readonly folder: string,
    /** Who the next requests come from. */
    public as: Signed,
  ) {}

  static async start(changes: Partial<EvidenceSettings> = {}): Promise<EvidenceTest> {
    const folder = await temporaryFolder('evidence');
    const evidence = { ...readConfig({ EVIDENCE_FOLDER: folder }).evidence, ...changes };
    const test = await TestApplication.start(undefined, { evidence });
    return new EvidenceTest(test, folder, test.me);
  }

  upload(
    content: Buffer | string,
    name = '月报.pdf',
    headers: Record<string, string> = {},
  ): Promise<Answer<EvidenceBody>> {
    const form = new FormData();
    form.append('file', new Blob([content]), name);
    return this.submit(form, headers);
  }

  async submit(body: FormData | string, headers: Record<string, string> = {}): Promise<Answer<EvidenceBody>> {
    const response = await fetch(`${this.test.baseUrl}/evidence`, {
      method: 'POST',
      headers: { ...this.as.credentials, ...headers },
      body,
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as EvidenceBody,
    };
  }

  async content(id: string): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
    const response = await fetch(`${this.test.baseUrl}/evidence/${id}/content`, {
      headers: this.as.credentials,
    });
    return {
      status: response.status,
      headers: response.headers,
      bytes: Buffer.from(await response.arrayBuffer()),
    };
  }

  /** Every file below the folder, with its permissions. */
  files(): { path: string; mode: number }[] {
    return existsSync(this.folder)
      ? readdirSync(this.folder, { recursive: true, encoding: 'utf8' })
          .map((path) => ({ path, stat: statSync(join(this.folder, path)) }))
          .filter(({ stat }) => stat.isFile())
          .map(({ path, stat }) => ({ path, mode: stat.mode & 0o777 }))
      : [];
  }

  /** What a refused upload must leave: no file, no row, no notice of one. */
  async traces(): Promise<{ files: number; rows: number; arrivals: number; uploads: number }> {
    const [{ count }] = await this.test.db.query<[{ count: number }]>(
      `SELECT count(*)::int AS count FROM audit_event WHERE action = 'evidence.uploaded'`,
    );
    return {
      files: this.files().length,
      rows: await this.test.count('evidence_file'),
      arrivals: await this.test.count('evidence_arrival'),
      uploads: count,
    };
  }
}

export const NO_TRACES = { files: 0, rows: 0, arrivals: 0, uploads: 0 };

export const MEBIBYTE = 1024 ** 2;

const BOUNDARY = 'a-boundary';
const HEAD = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n`;

export function openUpload({ test, as }: EvidenceTest): ClientRequest {
  const upload = httpRequest(`${test.baseUrl}/evidence`, {
    method: 'POST',
    headers: {
      ...as.credentials,
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      'transfer-encoding': 'chunked',
    },
  });
  upload.on('error', () => undefined);
  upload.write(HEAD);
  return upload;
}

/** Sends so many bytes of a PDF without saying how many, until it is answered. */
export async function sendEndless(
  evidence: EvidenceTest,
  bytes: number,
  each: () => void = () => undefined,
): Promise<{ status: number; sent: number }> {
  const upload = openUpload(evidence);
  const answer: { status?: number } = {};
  const answered = new Promise<number>((done) => {
    upload.on('response', (response) => {
      response.resume();
      answer.status = response.statusCode ?? 0;
      done(answer.status);
    });
  });
  let sent = 0;
  for (
    let chunk = Buffer.concat([pdf(), Buffer.alloc(MEBIBYTE - pdf().length)]);
    sent < bytes && answer.status === undefined;
  ) {
    const drained = new Promise((done) => upload.once('drain', done));
    if (!upload.write(chunk)) await Promise.race([drained, answered]);
    sent += chunk.length;
    chunk = Buffer.alloc(MEBIBYTE);
    each();
  }
  upload.end(`\r\n--${BOUNDARY}--\r\n`);
  return { status: await answered, sent };
}
